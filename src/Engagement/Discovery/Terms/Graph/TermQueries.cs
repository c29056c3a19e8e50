using Engagement.Articles;
using Engagement.Graph;
using Engagement.Graph.Limits;
using GraphQL.DataLoader;

namespace Engagement.Discovery.Terms;

internal sealed class TermQueries(TermPages pages, ChannelList list, CompanyPages companies)
{
    /// <summary>The channels with articles, by name; at most 200.</summary>
    [CacheableFor(TermChanges.Age), ListSize(ChannelList.Most)]
    public async Task<IEnumerable<Channel>> Channels(CancellationToken cancel) => (await list.ReadAsync(cancel)).Select(t => new Channel(t.Value));

    /// <summary>The channel; null if it has no articles and no description.</summary>
    /// <param name="name">Without the slash, compared exactly.</param>
    [CacheableFor(TermChanges.Age)]
    public IDataLoaderResult<Channel?> Channel(string name) => Load(Facet.Channel, name, t => new Channel(t.Value));

    /// <summary>The keyword; null if it has no articles.</summary>
    /// <param name="name">Compared exactly.</param>
    [CacheableFor(TermChanges.Age)]
    public IDataLoaderResult<Keyword?> Keyword(string name) => Load(Facet.Keyword, name, t => new Keyword(t.Value));

    /// <summary>The company; null if it has no articles.</summary>
    /// <param name="name">Compared exactly.</param>
    [CacheableFor(TermChanges.Age)]
    public async Task<Company?> Company(string name, CancellationToken cancel) =>
        await pages.LoadShown(Facet.Company, name).GetResultAsync(cancel) is { } term ? new(term.Value, await companies.FindAsync(term, cancel)) : null;

    private IDataLoaderResult<T?> Load<T>(Facet facet, string name, Func<Term, T> make) where T : class =>
        pages.LoadShown(facet, name).Then(term => term is null ? null : make(term));
}
