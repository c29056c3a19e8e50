namespace Engagement.Readers;

/// <summary>What a caller may be.</summary>
public enum Role
{
    /// <summary>Posts comments, reacts, reports.</summary>
    Reader = (int)Roles.Reader,

    /// <summary>Removes, restores, approves, pins; opens and closes threads; bans.</summary>
    Moderator = (int)Roles.Moderator,

    /// <summary>Registers articles.</summary>
    Publisher = (int)Roles.Publisher,

    /// <summary>Runs campaigns.</summary>
    Sponsor = (int)Roles.Sponsor,

    /// <summary>May all.</summary>
    Admin = (int)Roles.Admin,
}

internal static class EachRole
{
    /// <summary>The roles one by one.</summary>
    public static IEnumerable<Role> Each(this Roles roles) => Enum.GetValues<Role>().Where(role => roles.HasFlag((Roles)role));
}
