using System.Text.Json;

namespace Engagement.Transport;

/// <summary>The `connection_init` message of a socket.</summary>
/// <param name="Payload">Its payload, an object; null if there was none.</param>
public sealed record ConnectionInit(JsonElement? Payload)
{
    private const string Scheme = "Bearer ";

    /// <summary>The token of `authorization` or `Authorization: Bearer …` in the payload; null if there is none.</summary>
    public string? BearerToken
    {
        get
        {
            var header = Text("authorization") ?? Text("Authorization");
            return header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? header[Scheme.Length..].Trim()
                : null;
        }
    }

    private string? Text(string name) =>
        Payload is { ValueKind: JsonValueKind.Object } payload
        && payload.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
