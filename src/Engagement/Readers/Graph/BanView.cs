using GraphQL;

namespace Engagement.Readers;

/// <summary>The end of a reader's right to write.</summary>
/// <param name="Until">Null: until lifted.</param>
/// <param name="Reason">Why.</param>
/// <param name="CreatedAt">Since when.</param>
[Name("Ban")]
internal sealed record BanView(DateTime? Until, ReasonCode Reason, DateTime CreatedAt)
{
    /// <summary>The ban in force at <paramref name="now"/>, or null.</summary>
    public static BanView? Of(Reader reader, DateTime now) =>
        reader.IsBanned(now) ? new(reader.BannedUntil, reader.BanReason ?? ReasonCode.Other, reader.BannedAt ?? now) : null;
}
