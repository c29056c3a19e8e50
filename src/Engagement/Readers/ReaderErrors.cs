using Engagement.Graph;

namespace Engagement.Readers;

/// <summary>The reader may not write.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">Null.</param>
/// <param name="Until">The end of the ban; null: until lifted.</param>
/// <param name="Reason">Why.</param>
internal sealed record Banned(string Message, IReadOnlyList<string>? Path, DateTime? Until, ReasonCode Reason) : UserError(Message, Path)
{
    /// <summary>The error if the reader is banned at <paramref name="now"/>, else null.</summary>
    public static Banned? Of(Reader reader, DateTime now) =>
        reader.IsBanned(now)
            ? new("The reader is banned.", null, reader.BannedUntil, reader.BanReason ?? ReasonCode.Other)
            : null;
}

/// <summary>One reader writes faster than the site allows.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">Null.</param>
/// <param name="RetryAfter">Seconds.</param>
internal sealed record TooFast(string Message, IReadOnlyList<string>? Path, int RetryAfter) : UserError(Message, Path);
