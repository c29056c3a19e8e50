using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>
/// The first words of a post's body: when it was sent, by the generator's clock, and which it is. They come back in every frame
/// that tells of it.
/// </summary>
internal static class PostMark
{
    private const int SentDigits = 19, NumberDigits = 9;

    /// <summary>Bytes, which are characters too; always as many.</summary>
    public const int Length = 5 + SentDigits + 6 + NumberDigits;

    /// <param name="number">0 or more.</param>
    public static string Write(int number) => string.Create(CultureInfo.InvariantCulture, $"sent {Stopwatch.GetTimestamp():D19} post {number:D9}");

    /// <summary>Where the mark stands in a text; -1: nowhere.</summary>
    public static int Find(ReadOnlySpan<byte> text) => text.IndexOf("sent "u8) is >= 0 and var at && at + Length <= text.Length ? at : -1;

    /// <summary>Reads the mark of a text.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long sent, out int number)
    {
        (sent, number) = (0, 0);
        return Find(text) is >= 0 and var at
            && Utf8Parser.TryParse(text.Slice(at + 5, SentDigits), out sent, out _)
            && Utf8Parser.TryParse(text.Slice(at + Length - NumberDigits, NumberDigits), out number, out _);
    }
}
