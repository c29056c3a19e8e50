using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Readers;

/// <summary>What depends on who asks.</summary>
[GraphQL.Name("Viewer")]
internal sealed record ViewerView
{
    /// <summary>All that the token carries.</summary>
    public required IEnumerable<Role> Roles { get; init; }
}

/// <summary>What a caller may be.</summary>
public enum Role
{
    /// <summary>Posts comments, reacts, reports.</summary>
    Reader,

    /// <summary>Removes, restores, approves, pins; opens and closes threads; bans.</summary>
    Moderator,

    /// <summary>Registers articles.</summary>
    Publisher,

    /// <summary>Runs campaigns.</summary>
    Sponsor,

    /// <summary>May all.</summary>
    Admin,
}

/// <summary>The end of a reader's right to write.</summary>
/// <param name="Until">Null: until lifted.</param>
/// <param name="Reason">Why.</param>
/// <param name="CreatedAt">Since when.</param>
[GraphQL.Name("Ban")]
internal sealed record BanView(DateTime? Until, ReasonCode Reason, DateTime CreatedAt)
{
    /// <summary>The ban in force at <paramref name="now"/>, or null.</summary>
    public static BanView? Of(Reader reader, DateTime now) =>
        reader.IsBanned(now) ? new(reader.BannedUntil, reader.BanReason ?? ReasonCode.Other, reader.BannedAt ?? now) : null;
}

internal sealed class ViewerQueries(Viewer viewer)
{
    /// <summary>Null when anonymous.</summary>
    public ViewerView? Viewer() => viewer.Caller is not { } caller ? null
        : new ViewerView { Roles = Enum.GetValues<Role>().Where(r => caller.Roles.HasFlag(Enum.Parse<Roles>(r.ToString()))) };
}

internal sealed class ViewerFields(ViewerReaderLoader self, TimeProvider time)
{
    /// <summary>Null before the first write.</summary>
    public IDataLoaderResult<ReaderView?> Reader() => self.Load().Then(r => r is null ? null : ReaderView.From(r));

    /// <summary>The ban in force, or null.</summary>
    public IDataLoaderResult<BanView?> Ban() => self.Load().Then(r => r is null ? null : BanView.Of(r, time.GetUtcNow().UtcDateTime));
}
