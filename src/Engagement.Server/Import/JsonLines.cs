using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Engagement.Server.Import;

/// <summary>One line of a file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="End">Bytes of the file up to and with this line.</param>
/// <param name="Text">UTF-8 without the line's end; null if the line is longer than <see cref="JsonLines.MaxLength"/>.</param>
internal sealed record JsonLine(int Number, long End, byte[]? Text);

/// <summary>Files of one JSON value a line (jsonlines.org): UTF-8, with or without a byte order mark, read without holding more than a line.</summary>
internal static class JsonLines
{
    /// <summary>Bytes of one line, at most: 1 MiB.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The lines that are not blank.</summary>
    public static async IAsyncEnumerable<JsonLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        var (number, position, tooLong) = (0, 0L, false);
        for (var completed = false; !completed;)
        {
            var read = await pipe.ReadAsync(cancel);
            (var rest, completed) = (read.Buffer, read.IsCompleted);
            while (TryTakeLine(ref rest, completed, out var line))
            {
                position += line.Length;
                if (++number == 1)
                    line = WithoutMark(line);
                if (tooLong || line.Length > MaxLength)
                    yield return new JsonLine(number, position, null);
                else if (line.ToArray() is var text && !IsBlank(text))
                    yield return new JsonLine(number, position, text);
                tooLong = false;
            }
            if (rest.Length > MaxLength)
            {
                (position, tooLong) = (position + rest.Length, true);
                rest = rest.Slice(rest.End);
            }
            pipe.AdvanceTo(rest.Start, rest.End);
        }
        if (tooLong) // all of the last line was left out before its end was known
            yield return new JsonLine(number + 1, position, null);
        await pipe.CompleteAsync();
    }

    /// <summary>Takes a line with its end; at the end of the file also one that has none.</summary>
    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool completed, out ReadOnlySequence<byte> line)
    {
        var end = rest.PositionOf((byte)'\n') is { } feed ? rest.GetPosition(1, feed) : completed ? rest.End : rest.Start;
        line = rest.Slice(0, end);
        rest = rest.Slice(end);
        return line.Length > 0;
    }

    private static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> line)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        return line.Length >= mark.Length && line.Slice(0, mark.Length).ToArray().AsSpan().SequenceEqual(mark) ? line.Slice(mark.Length) : line;
    }

    private static bool IsBlank(byte[] text) => text.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0;
}
