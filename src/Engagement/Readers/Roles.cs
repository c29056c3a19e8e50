namespace Engagement.Readers;

/// <summary>What a caller's token says they are. Every token may post, whatever its roles.</summary>
[Flags]
public enum Roles
{
    /// <summary>None of those below.</summary>
    None = 0,

    /// <summary>Posts comments, reacts, reports.</summary>
    Reader = 1,

    /// <summary>Removes, restores, approves, pins; opens and closes threads; bans.</summary>
    Moderator = 2,

    /// <summary>Registers articles.</summary>
    Publisher = 4,

    /// <summary>Runs campaigns.</summary>
    Sponsor = 8,

    /// <summary>May all.</summary>
    Admin = 16,

    /// <summary>Those who work for the site: a moderator may not act on them, an admin may.</summary>
    Staff = Moderator | Publisher | Admin,
}
