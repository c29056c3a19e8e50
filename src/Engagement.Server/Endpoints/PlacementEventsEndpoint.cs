using System.Text.Json;
using System.Text.Json.Serialization;
using Engagement.Placements.Events;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Server.Operations;

namespace Engagement.Server.Endpoints;

/// <summary>
/// What a page saw of its placements, as a beacon sends it when the reader leaves: JSON like the mutation's input, as
/// <c>application/json</c> or <c>text/plain</c>, which browsers send without asking before.
/// </summary>
internal static class PlacementEventsEndpoint
{
    /// <summary>Bytes of a request.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static async Task<IResult> AnswerAsync(HttpContext context, RecordPlacementEvents events, Visitor visitor, Viewer viewer, CallerReader callers, OperationLimits limits)
    {
        viewer.Caller = callers.Read(context.User); // staff are known where a page is made without their token, too
        visitor.Read(context.Connection.RemoteIpAddress, context.Request.Headers);
        var permit = await limits.AcquireEventsAsync(context.Connection.RemoteIpAddress);
        if (!permit.IsAllowed)
            return Problems.TooMany(permit);
        try
        {
            var body = await JsonSerializer.DeserializeAsync<RecordPlacementEventsInput>(context.Request.Body, Json, context.RequestAborted);
            if (body is null || body.Events.Contains(null!)) // what a list holds is not checked by the serializer
                return NoEvents();
            var (counted, errors) = await events.RecordAsync(body.Events, context.RequestAborted);
            return errors.Count == 0
                ? new Counted(counted)
                : Problems.Of(StatusCodes.Status400BadRequest, errors[0].Message, new() { ["path"] = errors[0].Path, ["counted"] = counted, ["limit"] = RecordPlacementEvents.Most });
        }
        catch (JsonException)
        {
            return NoEvents();
        }
        catch (BadHttpRequestException e)
        {
            return Problems.Of(e.StatusCode, $"A request has at most {MaxLength} bytes.", new() { ["limit"] = MaxLength });
        }
    }

    private static IResult NoEvents() => Problems.Of(StatusCodes.Status400BadRequest, """The body is JSON such as {"events": [{"token": "…", "kind": "VIEWABLE"}]}.""");

    /// <summary>Sets its header when it is written: a handler that is late has no response of its own any more.</summary>
    private sealed class Counted(int count) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            return Results.Json(new { counted = count }).ExecuteAsync(httpContext);
        }
    }
}
