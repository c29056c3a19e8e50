using System.Text.Json;
using Engagement.Transport.Documents;
using Engagement.Transport.Errors;
using GraphQL;
using GraphQL.Transport;

namespace Engagement.Transport.Execution;

/// <summary>
/// Turns JSON into a request by the parameters of GraphQL over HTTP, section "Request Parameters": one set of rules
/// for bodies, query strings and `subscribe` payloads, with `documentId` (appendix "Persisted Documents"). Whatever does not fit throws <see cref="BadRequestError"/>.
/// </summary>
internal sealed class RequestReader(IGraphQLTextSerializer serializer)
{
    /// <summary>Nesting 64 levels at most; the same key twice is refused, because readers differ on which one counts.</summary>
    public static readonly JsonDocumentOptions Json = new() { AllowDuplicateProperties = false };

    public GraphQLRequest Read(JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object)
            throw new BadRequestError("A request is a JSON object.");
        try
        {
            return Create(
                Text(request, "query"), Text(request, "documentId"), Text(request, "operationName"), MapOf(request, "variables"), MapOf(request, "extensions"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The JSON itself was read: what is left are lone surrogates and bytes that are not UTF-8.
            throw new BadRequestError("Strings must be valid Unicode.");
        }
    }

    public GraphQLRequest Read(string? query, string? documentId, string? operationName, string? variables, string? extensions) =>
        Create(query, documentId, operationName, ParseMap(variables, "variables"), ParseMap(extensions, "extensions"));

    private static GraphQLRequest Create(string? query, string? documentId, string? operationName, Inputs? variables, Inputs? extensions)
    {
        var automatic = AutomaticQuery.Of(extensions) is not null;
        var (sent, named) = (!string.IsNullOrEmpty(query), !string.IsNullOrEmpty(documentId));
        if (!sent && !named && !automatic)
            throw new BadRequestError("`query` is missing.");
        if (named && (sent || automatic))
            throw new BadRequestError("Give `documentId`, or `query` or `extensions.persistedQuery`, not both.");
        return new GraphQLRequest
        {
            Query = sent ? query : null,
            DocumentId = named ? documentId : null,
            OperationName = operationName,
            Variables = variables,
            Extensions = extensions,
        };
    }

    private static string? Text(JsonElement request, string name)
    {
        if (!request.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new BadRequestError($"`{name}` must be a string.");
    }

    private Inputs? MapOf(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) ? Map(value, name) : null;

    private Inputs? ParseMap(string? json, string name)
    {
        if (string.IsNullOrEmpty(json))
            return null;
        try
        {
            using var document = JsonDocument.Parse(json, Json);
            return Map(document.RootElement, name);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadRequestError($"`{name}` is not valid JSON.");
        }
    }

    private Inputs? Map(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => serializer.ReadNode<Inputs>(value),
        _ => throw new BadRequestError($"`{name}` must be an object."),
    };
}
