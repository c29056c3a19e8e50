using System.Text;

namespace Engagement.Benchmarks.Load;

/// <summary>What is looked at in the bytes of an answer. A wrong one ends the run: its time would count as one of the server's.</summary>
internal static class Answers
{
    private const int Shown = 2_000;

    /// <summary>Whether it has errors at the top or in a payload. Within texts quotes are escaped, so that readers cannot write this.</summary>
    public static bool HasErrors(ReadOnlySpan<byte> answer) => answer.IndexOf("\"errors\":[{"u8) >= 0;

    public static InvalidOperationException Wrong(ReadOnlySpan<byte> answer) =>
        new($"A wrong answer: {Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, Shown)])}");
}
