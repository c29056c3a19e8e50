using Engagement.Counts.Traffic;
using Engagement.Readers;

namespace Engagement.Placements.Tokens;

/// <summary>What a decision knew of who asked, beside the agent.</summary>
[Flags]
internal enum TokenMarks : byte
{
    None = 0,

    /// <summary>A manager looks at a creative in its place: nothing of it counts.</summary>
    Preview = 1,

    /// <summary>Somebody who works for the site or runs campaigns.</summary>
    Staff = 2,
}

internal static class TokenMarksExtensions
{
    /// <summary>The marks of who asks.</summary>
    public static TokenMarks PlacementMarks(this Viewer viewer) => viewer.Is(Roles.Staff | Roles.Sponsor) ? TokenMarks.Staff : TokenMarks.None;

    /// <summary>Why somebody with these marks who comes so is no reader; null: nothing of it speaks against it.</summary>
    public static InvalidTrafficReason? FindInvalid(this Visitor visitor, TokenMarks marks) =>
        marks.HasFlag(TokenMarks.Staff) ? InvalidTrafficReason.Staff : visitor.FindInvalid() ?? (visitor.IsProgram ? InvalidTrafficReason.ProxyVerdict : null);
}
