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

internal sealed class ViewerQueries(Viewer viewer)
{
    /// <summary>Null when anonymous.</summary>
    public ViewerView? Viewer() => viewer.Caller is { } caller ? new ViewerView { Roles = caller.Roles.Each() } : null;
}

internal sealed class ViewerFields(ViewerReaderLoader self, TimeProvider time)
{
    /// <summary>Null before the first write.</summary>
    public IDataLoaderResult<ReaderView?> Reader() => self.Load().Then(r => r is null ? null : ReaderView.From(r));

    /// <summary>The ban in force, or null.</summary>
    public IDataLoaderResult<BanView?> Ban() => self.Load().Then(r => r is null ? null : BanView.Of(r, time.GetUtcNow().UtcDateTime));
}
