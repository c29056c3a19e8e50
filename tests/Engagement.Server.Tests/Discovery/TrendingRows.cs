using Engagement.Articles;
using Engagement.Comments;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Discovery.Trending;
using Engagement.Readers;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Discovery;

/// <summary>Random comments, reactions and shares, written past the product, and the plain formula over them.</summary>
internal sealed class TrendingRows
{
    private const int Readers = 6;

    private readonly List<Comment> _comments = [];
    private readonly List<(long ArticleId, long Seq, long ReaderId, DateTime At)> _reactions = [];
    private readonly List<ShareHour> _shares = [];

    /// <summary>By their keys; each of its own time.</summary>
    public required IReadOnlyList<Article> Articles { get; init; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Takes all away that was drawn before, and writes what is drawn now around a cut.</summary>
    public static async Task<TrendingRows> DrawAsync(TestDatabase database, DateTime cut, Random random)
    {
        await using var db = database.OpenContext();
        await db.Set<Reaction>().ExecuteDeleteAsync(Cancel);
        await db.Set<ArticleReaction>().ExecuteDeleteAsync(Cancel);
        await db.Set<Comment>().ExecuteDeleteAsync(Cancel);
        await db.Set<ShareHour>().ExecuteDeleteAsync(Cancel);
        var rows = new TrendingRows { Articles = await db.Set<Article>().AsNoTracking().OrderBy(a => a.Key).ToListAsync(Cancel) };
        if (!await db.Set<Reader>().AnyAsync(r => r.Subject == "r0", Cancel))
            db.AddRange(Enumerable.Range(0, Readers).Select(i => Reader.From(new Caller($"r{i}", $"R{i}", null, [], Roles.Reader, [], cut), cut)));
        await db.SaveChangesAsync(Cancel);
        var readers = await db.Set<Reader>().Where(r => r.Subject.StartsWith("r")).Select(r => r.Id).ToListAsync(Cancel);
        foreach (var article in rows.Articles)
            rows.Draw(article, readers, cut, random);
        db.AddRange(rows._comments);
        db.AddRange(rows._shares);
        db.AddRange(rows._reactions.Where(r => r.Seq > 0).Select(r => new Reaction { ArticleId = r.ArticleId, Seq = r.Seq, ReaderId = r.ReaderId, Kind = ReactionKind.Like, CreatedAt = r.At }));
        db.AddRange(rows._reactions.Where(r => r.Seq == 0).Select(r => new ArticleReaction { ArticleId = r.ArticleId, ReaderId = r.ReaderId, Kind = ReactionKind.Like, CreatedAt = r.At }));
        await db.SaveChangesAsync(Cancel);
        return rows;
    }

    /// <summary>Removes every third published comment; the number of them.</summary>
    public async Task<int> RemoveSomeAsync(TestDatabase database)
    {
        await using var db = database.OpenContext();
        var removed = _comments.Where(c => c.IsPublished).Where((_, i) => i % 3 == 0).ToList();
        foreach (var comment in removed)
        {
            comment.State = CommentState.Removed;
            db.Entry(comment).State = EntityState.Modified;
        }
        return await db.SaveChangesAsync(Cancel);
    }

    /// <summary>Each article that trends, with its score.</summary>
    public IReadOnlyDictionary<string, double> Plain(DateTime cut, TrendingBy by, TrendingWindow within)
    {
        var (hours, halfLife) = within switch { TrendingWindow.Hour => (1, 1.0), TrendingWindow.Day => (24, 6), _ => (168, 48) };
        return Articles.Select(a => (a.Key, Of(a.Id))).Where(a => a.Item2.People >= 3).ToDictionary(a => a.Key, a => a.Item2.Score);

        (double Score, int People) Of(long article)
        {
            var published = _comments.Where(c => c.IsPublished).Select(c => (c.ArticleId, c.Seq)).ToHashSet();
            var comments = _comments.Where(c => c.ArticleId == article && c.IsPublished && IsIn(c.CreatedAt)).Select(c => (Reader: c.AuthorId, At: c.CreatedAt, c.Seq)).ToList();
            var reactions = _reactions.Where(r => r.ArticleId == article && IsIn(r.At) && (r.Seq == 0 || published.Contains((article, r.Seq)))).Select(r => (Reader: r.ReaderId, r.At, r.Seq)).ToList();
            var shares = _shares.Where(s => s.ArticleId == article && s.Hour.AddHours(1) > cut.AddHours(-hours) && s.Hour < cut).ToList();
            var shareScore = shares.Sum(s => s.Shares * Weight(Math.Max(0, Math.Floor((cut - s.Hour.AddHours(1)).TotalHours))));
            var callers = shares.GroupBy(s => s.Hour.Date).Select(day => day.Sum(s => s.Callers)).DefaultIfEmpty().Max();
            var readers = comments.Concat(reactions).Select(e => e.Reader).Distinct().Count();
            return by switch
            {
                TrendingBy.Comments => (Sum(comments), comments.Select(c => c.Reader).Distinct().Count()),
                TrendingBy.Reactions => (Sum(reactions), reactions.Select(c => c.Reader).Distinct().Count()),
                TrendingBy.Shares => (shareScore, callers),
                _ => ((4 * Sum(comments)) + (2 * shareScore) + Sum(reactions), Math.Max(readers, callers)),
            };
        }

        bool IsIn(DateTime at) => at > cut.AddHours(-hours) && at <= cut;
        double Weight(double age) => Math.Pow(2, -age / halfLife);
        double Sum(IEnumerable<(long Reader, DateTime At, long Seq)> events) => events.GroupBy(e => e.Reader)
            .Sum(mine => mine.OrderBy(e => e.At).ThenBy(e => e.Seq).Select((e, i) => Weight(Math.Floor((cut - e.At).TotalHours)) / (i + 1)).Sum());
    }

    private void Draw(Article article, List<long> readers, DateTime cut, Random random)
    {
        for (var seq = 1; seq <= random.Next(25); seq++)
            _comments.Add(new Comment
            {
                ArticleId = article.Id, Seq = seq, ParentSeq = 0, RootSeq = seq, InReplyToSeq = 0, Depth = 1, AuthorId = Pick(readers), Body = "…", CreatedAt = Time(), StateChangedAt = cut,
                State = random.Next(4) == 0 ? (CommentState)random.Next(2, 5) : CommentState.Published,
            });
        foreach (var comment in _comments.Where(c => c.ArticleId == article.Id))
            Add(comment.Seq, random.Next(3));
        Add(0, random.Next(Readers + 1));
        foreach (var hour in Enumerable.Range(-170, 174).Where(_ => random.Next(20) == 0).Append(-1).Distinct())
            _shares.Add(new ShareHour { ArticleId = article.Id, Hour = cut.Date.AddHours(cut.Hour + hour), Shares = random.Next(9), Callers = random.Next(5) });

        void Add(long seq, int most)
        {
            foreach (var reader in readers.OrderBy(_ => random.Next()).Take(most))
                _reactions.Add((article.Id, seq, reader, Time()));
        }

        long Pick(List<long> of) => of[random.Next(of.Count)];

        // Often at the very edge of a window or of an hour.
        DateTime Time() => random.Next(4) switch
        {
            0 => cut.AddHours(-random.Next(170)),
            1 => cut.AddHours(-random.Next(26)).AddMilliseconds(random.Next(-1, 2)),
            2 => UtcMilliseconds.Cut(cut.AddHours(-2 * random.NextDouble())),
            _ => UtcMilliseconds.Cut(cut.AddHours(2 - (172 * random.NextDouble()))),
        };
    }
}
