using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Counts;

/// <summary>Who takes part under the articles of one write: rows are read once, for all that the write may touch.</summary>
internal sealed class ParticipantRows
{
    private readonly ArticleWrite _write;
    private readonly Dictionary<(long ArticleId, long ReaderId), Participant> _rows;

    private ParticipantRows(ArticleWrite write, List<Participant> rows) =>
        (_write, _rows) = (write, rows.ToDictionary(r => (r.ArticleId, r.ReaderId)));

    /// <summary>Reads the rows, as far as they are there, in one statement.</summary>
    public static async Task<ParticipantRows> LoadAsync(ArticleWrite write, IEnumerable<(long ArticleId, long ReaderId)> keys, CancellationToken cancel) =>
        new(write, await write.Db.WherePairs<Participant>(write.Transaction.Dialect, "Participants", "ArticleId", "ReaderId", keys).ToListAsync(cancel));

    /// <summary>Adds a published comment of a reader (1) or takes one away (−1), and keeps the article's number of participants.</summary>
    public void Count(Article article, long readerId, int change)
    {
        if (!_rows.TryGetValue((article.Id, readerId), out var row))
        {
            row = new Participant { ArticleId = article.Id, ReaderId = readerId };
            _rows.Add((article.Id, readerId), row);
            _write.Db.Add(row);
        }
        var before = row.Comments;
        row.Comments += change;
        article.ParticipantCount += (row.Comments > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    }
}
