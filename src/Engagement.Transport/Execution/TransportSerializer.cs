using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using GraphQL.SystemTextJson;
using Microsoft.Extensions.Options;

namespace Engagement.Transport.Execution;

/// <summary>
/// The engine's serializer with the relaxed encoder (readers write emoji and quotes, and no answer of ours is ever
/// put into HTML unescaped) and our error writer. It is the host's IGraphQLTextSerializer too.
/// </summary>
internal sealed class TransportSerializer(IOptions<TransportOptions> options, IErrorInfoProvider errors)
    : GraphQLSerializer(json => Configure(json, options.Value), errors)
{
    /// <summary>A result as bytes; one that is serialised already is handed on.</summary>
    public ReadOnlyMemory<byte> ToUtf8(ExecutionResult result) =>
        result is SharedExecutionResult shared ? shared.SharedJson : JsonSerializer.SerializeToUtf8Bytes(result, SerializerOptions);

    /// <summary>A list of errors as bytes, for the `error` message of a socket.</summary>
    public ReadOnlyMemory<byte> ToUtf8(IEnumerable<ExecutionError> list) =>
        JsonSerializer.SerializeToUtf8Bytes(list.ToArray(), SerializerOptions);

    private static void Configure(JsonSerializerOptions json, TransportOptions options)
    {
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.ConfigureJson?.Invoke(json);
        // An event's data is one line.
        json.WriteIndented = false;
    }
}
