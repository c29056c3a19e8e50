using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Answers;

/// <summary>
/// What was asked, to the byte: SHA-256 of method, address and the request as it was sent (a query string or a body), with
/// document, operation and variables in it. Who asks has no part in it, nor how the answer is to be written.
/// </summary>
internal readonly record struct AnswerKey
{
    private readonly UInt128 _low, _high;

    private AnswerKey(ReadOnlySpan<byte> hash) => (_low, _high) = (MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));

    /// <summary>Of a GET.</summary>
    public static AnswerKey Of(HttpRequest request) => Of(request, ReadOnlySequence<byte>.Empty);

    /// <summary>Of a POST.</summary>
    /// <param name="request">Its method, scheme, host and query string; answers may have links to this server.</param>
    /// <param name="body">All of it.</param>
    public static AnswerKey Of(HttpRequest request, ReadOnlySequence<byte> body)
    {
        ReadOnlySpan<string?> address = [request.Method, " ", request.Scheme, "://", request.Host.Value, request.QueryString.Value, "\n"];
        var most = (int)body.Length;
        foreach (var part in address)
            most += Encoding.UTF8.GetMaxByteCount(part?.Length ?? 0);
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var length = 0;
            foreach (var part in address)
                length += Encoding.UTF8.GetBytes(part, buffer.AsSpan(length));
            body.CopyTo(buffer.AsSpan(length));
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(buffer.AsSpan(0, length + (int)body.Length), hash);
            return new AnswerKey(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
