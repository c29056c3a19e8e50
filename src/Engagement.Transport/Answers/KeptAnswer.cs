using System.IO.Compression;
using System.Security.Cryptography;
using GraphQL.Transport;

namespace Engagement.Transport.Answers;

/// <summary>A whole answer that is the same for everybody, with what it takes to hand it out again. Safe for use by many at once.</summary>
/// <param name="json">The result object in UTF-8, without errors.</param>
/// <param name="stamp">Says until when it holds.</param>
/// <param name="request">What it answers.</param>
/// <param name="operationName">Of the operation that was run; null if it has none.</param>
internal sealed class KeptAnswer(ReadOnlyMemory<byte> json, AnswerStamp stamp, GraphQLRequest request, string? operationName)
    : SharedExecutionResult(json)
{
    /// <summary>Smaller ones are sent as they are: a packet is a packet.</summary>
    private const int SmallestCompressed = 1_024;

    private readonly Lock _gate = new();
    private ReadOnlyMemory<byte>? _brotli, _gzip;

    public GraphQLRequest Request => request;

    public string? OperationName => operationName;

    /// <summary>Whether it is as good as a new one.</summary>
    public bool IsCurrent => stamp.IsCurrent();

    /// <summary>A weak entity tag, the same for the same bytes (RFC 9110, section 8.8.3); weak because content codings share it.</summary>
    public string Tag { get; } = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(json.Span).AsSpan(0, 16))}\"";

    /// <summary>Bytes of memory at most, compressed copies included.</summary>
    public long Size => 1_024 + 2L * SharedJson.Length + 2L * (request.Query?.Length ?? 0);

    /// <summary>The bytes in a content coding, compressed when the first asks; a small answer is left as it is.</summary>
    public ReadOnlyMemory<byte> In(ref ContentCoding coding)
    {
        if (SharedJson.Length < SmallestCompressed)
            coding = ContentCoding.Identity;
        if (coding == ContentCoding.Identity)
            return SharedJson;
        lock (_gate)
            return coding == ContentCoding.Brotli
                ? _brotli ??= Compress(s => new BrotliStream(s, CompressionLevel.Fastest, leaveOpen: true))
                : _gzip ??= Compress(s => new GZipStream(s, CompressionLevel.Fastest, leaveOpen: true));
    }

    private ReadOnlyMemory<byte> Compress(Func<Stream, Stream> open)
    {
        var compressed = new MemoryStream();
        using (var stream = open(compressed))
            stream.Write(SharedJson.Span);
        return compressed.ToArray();
    }
}
