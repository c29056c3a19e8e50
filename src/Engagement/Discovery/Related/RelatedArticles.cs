using Engagement.Articles;
using Engagement.Data;
using Engagement.Discovery.Terms;
using Engagement.Graph;
using Engagement.Live;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Engagement.Discovery.Related;

/// <summary>
/// What to read beside an article: first what its editor chose, in that order, then what has most to do with it. All of them
/// public, none twice, and none to fill up. A fixed number of statements for all articles of one level of a request.
/// </summary>
internal sealed partial class RelatedArticles
{
    /// <summary>At most so many beside one article.</summary>
    public const int Most = 20;

    private readonly IDbContextFactory<EngagementDbContext> _contexts;
    private readonly RelatedSeeds _seeds;
    private readonly RelatedCandidates _candidates;
    private readonly PreparedReads _reads;
    private readonly AnswerSources _sources;
    private readonly TermChanges _changes;
    private readonly ILogger _log;
    private readonly BatchLoader<Request, IReadOnlyList<Article>> _articles;

    public RelatedArticles(
        IDbContextFactory<EngagementDbContext> contexts, RelatedSeeds seeds, RelatedCandidates candidates, PreparedReads reads,
        AnswerSources sources, TermChanges changes, ILogger<RelatedArticles> log)
    {
        (_contexts, _seeds, _candidates, _reads, _sources, _changes, _log) = (contexts, seeds, candidates, reads, sources, changes, log);
        _articles = new(ReadOrLogAsync);
    }

    /// <summary>At most <paramref name="first"/>; null if they could not be read, which is logged.</summary>
    public IDataLoaderResult<IReadOnlyList<Article>?> Load(Article article, int first) => _articles.Load(new(article, first));

    private async Task<IReadOnlyDictionary<Request, IReadOnlyList<Article>>> ReadOrLogAsync(IReadOnlyList<Request> requests, CancellationToken cancel)
    {
        _changes.Tell(_sources);
        try
        {
            return await ReadAsync(requests, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(requests.Count, e);
            _sources.Own(); // nobody else is to be given it
            return new Dictionary<Request, IReadOnlyList<Article>>();
        }
    }

    private async Task<IReadOnlyDictionary<Request, IReadOnlyList<Article>>> ReadAsync(IReadOnlyList<Request> requests, CancellationToken cancel)
    {
        var chosen = await ChosenAsync([.. requests.Select(r => r.Article.Id).Distinct()], cancel);
        var ranked = await RankedAsync([.. requests.Where(r => chosen[r.Article.Id].Count() < r.First).Select(r => r.Article).DistinctBy(a => a.Id)], cancel);
        var first = requests.ToDictionary(r => r, r => (ranked.GetValueOrDefault(r.Article.Id) ?? [])
            .Except(chosen[r.Article.Id].Select(a => a.Id)).Take(Math.Max(r.First - chosen[r.Article.Id].Count(), 0)).ToList());
        var rows = await ReadAsync("Id", first.Values.SelectMany(ids => ids).Distinct().Cast<object>(), cancel);
        var shown = rows.Where(IsShown).ToDictionary(a => a.Id);
        return requests.ToDictionary(r => r, r => (IReadOnlyList<Article>)
            [.. chosen[r.Article.Id].Take(r.First).Concat(first[r].Where(shown.ContainsKey).Select(id => shown[id]))]);
    }

    /// <summary>The editors' lists, as far as they name public articles; a key that was merged names what it was merged into.</summary>
    private async Task<ILookup<long, Article>> ChosenAsync(IReadOnlyList<long> articleIds, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var lists = await db.Set<ArticleTerm>().AsNoTracking().Where(t => articleIds.Contains(t.ArticleId) && t.Kind == TermKind.Related).ToListAsync(cancel);
        var named = (await ReadAsync("Key", lists.Select(t => t.Value).Distinct(), cancel)).ToDictionary(a => a.Key);
        var survivors = (await ReadAsync("Id", named.Values.Select(a => a.MergedIntoId).OfType<long>().Distinct().Cast<object>(), cancel)).ToDictionary(a => a.Id);
        return lists.OrderBy(t => t.Position)
            .Select(t => (t.ArticleId, Article: Follow(named.GetValueOrDefault(t.Value), survivors)))
            .Where(c => c.Article is { } article && article.Id != c.ArticleId && IsShown(article))
            .DistinctBy(c => (c.ArticleId, c.Article!.Id)) // chosen by the line above
            .ToLookup(c => c.ArticleId, c => c.Article!);
    }

    private static Article? Follow(Article? named, Dictionary<long, Article> survivors) =>
        named?.MergedIntoId is { } into ? survivors.GetValueOrDefault(into) : named;

    private async Task<IReadOnlyDictionary<long, IEnumerable<long>>> RankedAsync(IReadOnlyList<Article> articles, CancellationToken cancel)
    {
        if (articles.Count == 0)
            return new Dictionary<long, IEnumerable<long>>();
        var (seeds, all) = await _seeds.ReadAsync(articles, cancel);
        var candidates = await _candidates.ReadAsync(seeds, all, cancel);
        return seeds.ToDictionary(s => s.ArticleId, s => RelatedRanking.Choose(s, candidates[s.ArticleId], all));
    }

    private async Task<List<Article>> ReadAsync(string column, IEnumerable<object> values, CancellationToken cancel)
    {
        var rows = new List<Article>();
        foreach (var chunk in values.Chunk(1_000)) // as many as one statement takes
            rows.AddRange(await _reads.ReadByAsync<Article>("Articles", column, chunk, cancel));
        return rows;
    }

    private static bool IsShown(Article article) => article is { State: ArticleState.Published, MergedIntoId: null };

    [LoggerMessage(150, LogLevel.Error, "What is related to {Articles} articles could not be read; their lists are answered as null")]
    private partial void LogFailed(int articles, Exception fault);

    private readonly record struct Request(Article Article, int First)
    {
        public bool Equals(Request other) => (Article.Id, First) == (other.Article.Id, other.First);

        public override int GetHashCode() => HashCode.Combine(Article.Id, First);
    }
}
