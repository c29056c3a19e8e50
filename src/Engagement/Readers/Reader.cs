using Engagement.Data;

namespace Engagement.Readers;

/// <summary>Somebody known by a token. Made on the first write, refreshed by newer tokens.</summary>
internal sealed class Reader
{
    private const char BadgeSeparator = '\n';

    private Reader() { }

    public static Reader From(Caller caller, DateTime now)
    {
        var reader = new Reader { Id = Ids.New(now), Subject = caller.Subject, JoinedAt = now };
        reader.Refresh(caller, now);
        return reader;
    }

    public long Id { get; private set; }

    /// <summary>The token's <c>sub</c>; unique, compared exactly.</summary>
    public string Subject { get; private set; } = "";

    public string Name { get; private set; } = "";
    public string? Picture { get; private set; }

    /// <summary>Badges, one a line; none is empty.</summary>
    public string BadgeLines { get; private set; } = "";

    /// <summary>Of the last token taken.</summary>
    public Roles Roles { get; private set; }

    /// <summary>UTC, of the first write.</summary>
    public DateTime JoinedAt { get; private set; }

    /// <summary>The <c>iat</c> of the last token taken, UTC.</summary>
    public DateTime TokenIssuedAt { get; private set; }

    /// <summary>When a token was last taken, UTC.</summary>
    public DateTime RefreshedAt { get; private set; }

    /// <summary>When the ban in force was set; null if there is none. A ban whose end has passed is none.</summary>
    public DateTime? BannedAt { get; private set; }

    /// <summary>The end of the ban; null: until lifted.</summary>
    public DateTime? BannedUntil { get; private set; }

    public ReasonCode? BanReason { get; private set; }

    public IReadOnlyList<string> Badges => BadgeLines.Length == 0 ? [] : BadgeLines.Split(BadgeSeparator);
    public bool IsStaff => (Roles & Roles.Staff) != 0;

    /// <summary>Whether the reader may not write at <paramref name="now"/>.</summary>
    public bool IsBanned(DateTime now) => BannedAt is not null && (BannedUntil is null || BannedUntil > now);

    public void Ban(DateTime? until, ReasonCode reason, DateTime now) =>
        (BannedAt, BannedUntil, BanReason) = (now, until, reason);

    public void Unban() => (BannedAt, BannedUntil, BanReason) = (null, null, null);

    /// <summary>Takes what a token says. True if something that others see (name, picture, badges, staff) changed.</summary>
    public bool Refresh(Caller caller, DateTime now)
    {
        var before = (Name, Picture, BadgeLines, IsStaff);
        (Name, Picture, Roles) = (caller.Name, caller.Picture, caller.Roles);
        BadgeLines = string.Join(BadgeSeparator, caller.Badges);
        (TokenIssuedAt, RefreshedAt) = (caller.IssuedAt, now);
        return before != (Name, Picture, BadgeLines, IsStaff);
    }
}
