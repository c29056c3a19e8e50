using System.Text.Json;
using Engagement.Transport.Execution;

namespace Engagement.Transport.Sockets;

/// <summary>A message of a client, its outer shape checked.</summary>
/// <param name="Type">One of the five that a client may send.</param>
/// <param name="Id">Of the operation; set for `subscribe` and `complete`.</param>
/// <param name="Payload">An object; null if there is none.</param>
internal sealed record ClientMessage(string Type, string? Id, JsonElement? Payload)
{
    public const string ConnectionInit = "connection_init";
    public const string Ping = "ping";
    public const string Pong = "pong";
    public const string Subscribe = "subscribe";
    public const string Complete = "complete";

    /// <summary>Every `next` repeats the id: a long one would multiply.</summary>
    private const int MaxIdLength = 128;

    /// <summary>Throws <see cref="InvalidMessageException"/>.</summary>
    public static ClientMessage Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var message = JsonElement.Parse(utf8, RequestReader.Json);
            if (message.ValueKind != JsonValueKind.Object)
                throw new InvalidMessageException("A message is a JSON object");
            var type = Text(message, "type");
            return type switch
            {
                ConnectionInit or Ping or Pong => new ClientMessage(type, null, ReadPayload(message)),
                Subscribe => new ClientMessage(type, ReadId(message), ReadPayload(message) ?? throw new InvalidMessageException("`subscribe` needs a payload")),
                Complete => new ClientMessage(type, ReadId(message), null),
                _ => throw new InvalidMessageException("Unknown message type"),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidMessageException("Not valid JSON");
        }
    }

    private static string ReadId(JsonElement message) =>
        Text(message, "id") is { Length: > 0 and <= MaxIdLength } id
            ? id
            : throw new InvalidMessageException("`id` must be a string of 1 to 128 characters");

    private static JsonElement? ReadPayload(JsonElement message)
    {
        if (!message.TryGetProperty("payload", out var payload) || payload.ValueKind == JsonValueKind.Null)
            return null;
        return payload.ValueKind == JsonValueKind.Object ? payload : throw new InvalidMessageException("`payload` must be an object");
    }

    private static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Not a message of the protocol: the socket is closed with 4400 and the message of this exception.</summary>
internal sealed class InvalidMessageException(string message) : Exception(message);
