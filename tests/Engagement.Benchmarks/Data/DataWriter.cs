using Engagement.Articles;
using Engagement.Comments;
using Engagement.Comments.Bodies;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Benchmarks.Data;

/// <summary>
/// Writes data by the product's own transactions, so that counts, versions and HTML come out as if it had been posted; only
/// the times are those of the data.
/// </summary>
internal sealed class DataWriter(RegisterArticles register, WriteTransactions transactions, ArticleWrites articles, CommentingOptions options)
{
    /// <summary>Comments of one transaction; the time limit of one holds here, too.</summary>
    private const int Chunk = 500;

    /// <param name="data">What is written.</param>
    /// <param name="progress">Told of the comments done.</param>
    /// <param name="cancel">Ends the work between two transactions.</param>
    /// <exception cref="InvalidDataException">An article or a body is refused, or an article has comments already.</exception>
    public async Task WriteAsync(DataSet data, Action<int> progress, CancellationToken cancel)
    {
        var ids = await RegisterAsync(data.Articles, cancel);
        var readers = await AddReadersAsync(data.Readers, cancel);
        var done = 0;
        foreach (var (article, id) in data.Articles.Zip(ids))
        {
            var numbers = new Dictionary<string, long>(); // of the article's comments
            foreach (var chunk in article.Comments.Chunk(Chunk))
            {
                await articles.RunAsync([id], async (write, cancelWrite) =>
                {
                    await AddAsync(write, write.Articles[id], chunk, numbers, readers, cancelWrite);
                    return 0;
                }, cancel);
                progress(done += chunk.Length);
            }
        }
    }

    private async Task<List<long>> RegisterAsync(IReadOnlyList<DataArticle> all, CancellationToken cancel)
    {
        var ids = new List<long>();
        foreach (var chunk in all.Chunk(RegisterArticles.Most))
        {
            var outcome = await register.RunAsync([.. chunk.Select(a => new ArticleInput { Key = a.Key, Url = a.Url, Title = a.Title })], cancel);
            foreach (var error in outcome.Errors)
                throw Wrong(chunk[RegisterArticles.IndexOf(error)].Source, error.Message);
            foreach (var (article, row) in chunk.Zip(outcome.Articles.Select(a => a!.Row))) // no errors: all are there
            {
                if (row.LastSeq > 0)
                    throw Wrong(article.Source, $"the article {row.Key} has comments already");
                ids.Add(row.Id);
            }
        }
        return ids;
    }

    private async Task<Dictionary<string, long>> AddReadersAsync(IReadOnlyList<DataReader> all, CancellationToken cancel)
    {
        var ids = new Dictionary<string, long>();
        foreach (var chunk in all.Chunk(Chunk))
        {
            var rows = await transactions.RunAsync(async (write, cancelWrite) =>
            {
                var subjects = chunk.Select(r => r.Id).ToList();
                var known = await write.Db.Set<Reader>().Where(r => subjects.Contains(r.Subject)).ToListAsync(cancelWrite);
                var made = chunk.ExceptBy(known.Select(r => r.Subject), r => r.Id)
                    .Select(r => Reader.From(new Caller(r.Id, r.Name, null, [], Roles.Reader, [], write.Now), write.Now)).ToList();
                write.Db.AddRange(made);
                return known.Concat(made).ToList();
            }, cancel);
            foreach (var row in rows)
                ids.Add(row.Subject, row.Id);
        }
        return ids;
    }

    private async Task AddAsync(
        ArticleWrite write, Article article, DataComment[] chunk, Dictionary<string, long> numbers, Dictionary<string, long> readers, CancellationToken cancel)
    {
        var parents = chunk.Select(c => c.Parent).OfType<string>().Where(numbers.ContainsKey).Select(p => new CommentKey(article.Id, numbers[p])).ToList();
        var loaded = await write.LoadWithAncestorsAsync(parents, cancel);
        var participants = await ParticipantRows.LoadAsync(write, chunk.Select(c => (article.Id, readers[c.Author])), cancel);
        var thread = new CommentThread(write, article, loaded, participants);
        foreach (var one in chunk)
        {
            if (CommentBody.Check(one.Markdown, options.MaxLength) is { } refusal)
                throw Wrong(one.Source, $"the body of comment {one.Id} of {article.Key} is refused: {refusal.Problem}{(refusal.Limit is { } limit ? $", limit {limit}" : "")}");
            var seq = article.TakeSeq();
            numbers[one.Id] = seq;
            var parent = one.Parent is null ? null : thread.Find(numbers[one.Parent]);
            var comment = await thread.AddAsync(seq, readers[one.Author], one.Markdown, parent, CommentState.Published, null, cancel);
            var entry = write.Db.Entry(comment);
            foreach (var time in (string[])[nameof(Comment.CreatedAt), nameof(Comment.PublishedAt), nameof(Comment.StateChangedAt)])
                entry.Property(time).CurrentValue = UtcMilliseconds.Cut(one.Time);
            article.LastCommentAt = UtcMilliseconds.Cut(one.Time);
        }
    }

    private static InvalidDataException Wrong(string? source, string reason) => new(source is null ? reason : $"{source}: {reason}");
}
