using System.Text;
using CsCheck;
using Engagement.Server.Import;
using Xunit;

namespace Engagement.Server.Tests.Import;

public sealed class JsonLinesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "1:a")]
    [InlineData("a\n", "1:a")]
    [InlineData("a\r\nb", "1:a|2:b")]
    [InlineData("\uFEFFa\nb\n", "1:a|2:b")]
    [InlineData("\n \t\na\n\n", "3:a")]
    [InlineData("\uFEFF\na", "2:a")]
    public async Task Lines_are_numbered_and_blank_ones_left_out(string text, string lines) =>
        Assert.Equal(lines, string.Join('|', (await ReadAsync(text)).Select(l => $"{l.Number}:{Encoding.UTF8.GetString(l.Text!).Trim()}")));

    [Fact]
    public async Task A_line_that_is_too_long_is_told_and_the_next_one_read()
    {
        var most = new string('x', JsonLines.MaxLength - 1);
        var lines = await ReadAsync($"{most}\nxx{most}\n{most}x{most}x{most}\nlast");
        Assert.Equal([1, 2, 3, 4], lines.Select(l => l.Number));
        Assert.Equal([false, true, true, false], lines.Select(l => l.Text is null));
        Assert.Equal("last"u8.ToArray(), lines[^1].Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 << 15)]
    [InlineData(1 << 17)]
    public async Task A_last_line_that_is_too_long_is_told_wherever_the_reading_stops(int more)
    {
        var lines = await ReadAsync($"a\n{new string('x', JsonLines.MaxLength + more)}");
        Assert.Equal([(1, false), (2, true)], lines.Select(l => (l.Number, l.Text is null)));
        Assert.Equal(2 + JsonLines.MaxLength + more, lines[^1].End);
    }

    [Fact]
    public async Task The_end_of_the_last_line_is_the_size_of_the_file()
    {
        var text = $"a\n{new string('x', 3 * JsonLines.MaxLength)}\nü";
        Assert.Equal(Encoding.UTF8.GetByteCount(text), (await ReadAsync(text))[^1].End);
    }

    [Fact]
    public async Task It_does_not_matter_how_the_bytes_arrive() =>
        await Gen.Select(Gen.String[Gen.Char["ab \n"], 0, 50], Gen.Int[1, 5]).SampleAsync(async (text, step) =>
        {
            var expected = text.Split('\n').Select((line, i) => (i + 1, line)).Where(l => l.line.Trim(' ').Length > 0);
            var lines = await ReadAsync(new SlowStream(Encoding.UTF8.GetBytes(text), step));
            return expected.SequenceEqual(lines.Select(l => (l.Number, Encoding.UTF8.GetString(l.Text!).TrimEnd('\n'))));
        });

    private static Task<List<JsonLine>> ReadAsync(string text) => ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static async Task<List<JsonLine>> ReadAsync(Stream stream)
    {
        var lines = new List<JsonLine>();
        await foreach (var line in JsonLines.ReadAsync(stream, TestContext.Current.CancellationToken))
            lines.Add(line);
        return lines;
    }

    /// <summary>Gives at most <paramref name="step"/> bytes at once.</summary>
    private sealed class SlowStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
