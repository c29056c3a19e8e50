using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>What became of a merge: exactly one of the two is set.</summary>
/// <param name="Article">As the transaction left it, with its lists.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record MergeOutcome(RegisteredArticle? Article, IUserError? Error);

/// <summary>
/// Makes one article of two that a publisher registered for one story, or of an old key and a new one. Comments never move:
/// the row that has them stays, with its id, its thread's settings and its pins, or that of <c>intoKey</c> if none has any.
/// What the publisher says of the article (key, URL, title, state, lists) is what was said of <c>intoKey</c>; the other's key,
/// the URLs and the id name it from now on, and reactions to either are reactions to it. An <c>intoKey</c> that is unknown, or a former key of the same article, is no
/// article of its own: it becomes the article's key, the one before goes on naming it, and all else is as it was. Merging
/// again what is one already writes nothing. Whoever has a version of either from before reads again. Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>,
/// <see cref="BothHaveComments"/>.
/// </summary>
internal sealed class MergeArticles(
    ArticleWrites writes, IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, IEnumerable<IMergedRows> others)
{
    /// <summary>How often the keys are looked up: again if they named other rows once those were locked.</summary>
    private const int Rounds = 10;

    private static readonly MergedTable Reactions = new("ArticleReactions", ["ReaderId"], []);

    public async Task<MergeOutcome> MergeAsync(MergeArticlesInput input, CancellationToken cancel)
    {
        var max = ArticleConfiguration.MaxKeyLength;
        if (TextRules.CheckKey(input.FromKey, max).At("fromKey") is { } badFrom)
            return Refused(badFrom);
        if (TextRules.CheckKey(input.IntoKey, max).At("intoKey") is { } badInto)
            return Refused(badInto);
        if (input.FromKey == input.IntoKey)
            return Refused(new InvalidInput("`fromKey` and `intoKey` are the same.", ["intoKey"], InputProblem.Malformed));
        for (var round = 1; ; round++)
        {
            try
            {
                var ids = await FindAsync(input, cancel);
                var outcome = await writes.RunAsync(ids, (write, cancelWrite) => MergeAsync(write, input, cancelWrite), cancel);
                if (outcome.Error is not NotFound || round == Rounds || ids.SetEquals(await FindAsync(input, cancel)))
                    return outcome;
            }
            catch (Exception e) when (round < Rounds && dialect.IsDuplicate(e))
            {
                // Another transaction was first with the key: next time its row is found.
            }
        }
    }

    /// <summary>The rows of the keys, and those that were merged into them: all that is written is locked first, ascending.</summary>
    private async Task<HashSet<long>> FindAsync(MergeArticlesInput input, CancellationToken cancel)
    {
        string[] keys = [input.FromKey, input.IntoKey];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var named = await db.Set<Article>().Where(a => keys.Contains(a.Key)).Select(a => new { a.Id, a.MergedIntoId }).ToListAsync(cancel);
        var ids = named.Select(a => a.MergedIntoId ?? a.Id).ToHashSet();
        var merged = await db.Set<Article>().Where(a => a.MergedIntoId != null && ids.Contains(a.MergedIntoId.Value)).Select(a => a.Id).ToListAsync(cancel);
        return [.. ids, .. merged];
    }

    private async Task<MergeOutcome> MergeAsync(ArticleWrite write, MergeArticlesInput input, CancellationToken cancel)
    {
        if (write.Find(input.FromKey) is not { } from)
            return Refused(new NotFound("No article has this key.", ["fromKey"]));
        var into = write.Find(input.IntoKey) ?? from;
        var terms = await write.Db.Set<ArticleTerm>().Where(t => t.ArticleId == from.Id || t.ArticleId == into.Id).ToListAsync(cancel);
        if (from == into)
        {
            if (into.Key != input.IntoKey)
                await GiveKeyAsync(write, into, input.IntoKey, cancel);
            return Done(into, terms);
        }

        var fromHas = await HasCommentsAsync(write, from, cancel);
        if (fromHas && await HasCommentsAsync(write, into, cancel))
            return Refused(new BothHaveComments("Both articles have comments, and comments are never moved.", ["fromKey"]));
        var (stays, goes) = fromHas ? (from, into) : (into, from);
        await MoveAddressesAsync(write, stays, goes, cancel);
        var kept = stays == into
            ? KeepTerms(write, terms, goes)
            : await TakeOverAsync(write, stays, goes, terms, cancel);
        foreach (var earlier in await write.Db.Set<Article>().Where(a => a.MergedIntoId == goes.Id).ToListAsync(cancel))
            earlier.MergeOn(stays.Id);
        await MoveReactionsAsync(write, stays, goes, cancel);
        foreach (var other in others)
            await other.MoveAsync(write, stays, goes, cancel);
        stays.TakeIn(goes);
        return Done(stays, kept);
    }

    /// <summary>Of all states: also a deleted comment has an id that somebody may hold.</summary>
    private static Task<bool> HasCommentsAsync(ArticleWrite write, Article article, CancellationToken cancel) =>
        write.Db.Set<Comment>().AnyAsync(c => c.ArticleId == article.Id, cancel);

    private static async Task MoveAddressesAsync(ArticleWrite write, Article stays, Article goes, CancellationToken cancel)
    {
        string[] present = [UrlIdentity.HashOf(stays.Url), UrlIdentity.HashOf(goes.Url)];
        var addresses = await write.Db.Set<ArticleAddress>().Where(u => u.ArticleId == goes.Id || present.Contains(u.Hash)).ToListAsync(cancel);
        foreach (var address in addresses.Where(u => u.ArticleId == goes.Id))
            address.ArticleId = stays.Id;
        foreach (var (hash, url) in present.Zip([stays.Url, goes.Url]).DistinctBy(p => p.First))
            if (!addresses.Exists(u => u.Hash == hash)) // of a version before addresses
                write.Db.Add(new ArticleAddress { Hash = hash, ArticleId = stays.Id, Url = url });
    }

    /// <summary>The article gets another key; the row that the key named, or a new one, gets the one before and goes on naming the article.</summary>
    private static async Task GiveKeyAsync(ArticleWrite write, Article article, string key, CancellationToken cancel)
    {
        var name = write.Merged.Values.FirstOrDefault(m => m.Key == key);
        if (name is null)
        {
            name = Article.New(key, write.Now);
            (name.Url, name.Title, name.ChangedAt) = (article.Url, article.Title, write.Now);
            article.BeNamedBy(name);
            write.Add(name);
        }
        await ExchangeKeysAsync(write, article, name, cancel);
        article.StampSettings();
    }

    /// <summary>The unique index looks at each row as it is written; no key of a publisher's has a control character.</summary>
    private static async Task ExchangeKeysAsync(ArticleWrite write, Article one, Article other, CancellationToken cancel)
    {
        var (first, second) = (one.Key, other.Key);
        other.Rename($"\u0001{other.Id}");
        await write.Db.SaveChangesAsync(cancel);
        one.Rename(second);
        await write.Db.SaveChangesAsync(cancel);
        other.Rename(first);
    }

    /// <summary>Readers who reacted to both keep their reaction to the article that stays.</summary>
    private static async Task MoveReactionsAsync(ArticleWrite write, Article stays, Article goes, CancellationToken cancel)
    {
        var reactions = write.Db.Set<ArticleReaction>();
        var moving = await reactions.Where(r => r.ArticleId == goes.Id && !reactions.Any(s => s.ArticleId == stays.Id && s.ReaderId == r.ReaderId))
            .GroupBy(r => r.Kind).Select(g => new { Kind = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var tallies = await write.Db.Set<ArticleTally>().Where(t => t.ArticleId == stays.Id || t.ArticleId == goes.Id).ToDictionaryAsync(t => t.ArticleId, cancel);
        if (tallies.Remove(goes.Id, out var gone))
            write.Db.Remove(gone);
        if (moving.Count > 0)
        {
            var tally = tallies.GetValueOrDefault(stays.Id) ?? write.Db.Add(new ArticleTally { ArticleId = stays.Id }).Entity;
            moving.ForEach(m => tally.Count(m.Kind, m.Count));
        }
        await Reactions.MoveAsync(write, stays, goes, cancel);
    }

    private static List<ArticleTerm> KeepTerms(ArticleWrite write, List<ArticleTerm> terms, Article goes)
    {
        write.Db.RemoveRange(terms.Where(t => t.ArticleId == goes.Id));
        return terms.FindAll(t => t.ArticleId != goes.Id);
    }

    /// <summary>The row with the comments gets what was said of the other, and gives it its key.</summary>
    private static async Task<List<ArticleTerm>> TakeOverAsync(ArticleWrite write, Article stays, Article goes, List<ArticleTerm> terms, CancellationToken cancel)
    {
        var hash = goes.UrlHash;
        write.Db.RemoveRange(terms);
        goes.LeaveUrl();
        await ExchangeKeysAsync(write, stays, goes, cancel);
        (stays.Url, stays.UrlHash, stays.Title, stays.State, stays.PublishedAt) = (goes.Url, hash, goes.Title, goes.State, goes.PublishedAt);
        List<ArticleTerm> taken = [.. terms.Where(t => t.ArticleId == goes.Id).Select(t => t with { ArticleId = stays.Id })];
        write.Db.AddRange(taken);
        return taken;
    }

    private static MergeOutcome Done(Article article, List<ArticleTerm> terms) =>
        new(new RegisteredArticle(article, terms, ArticleChange.Changed), null);

    private static MergeOutcome Refused(IUserError error) => new(null, error);
}
