using Engagement.Articles;
using Engagement.Counts;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>Recounts an article's comments: who is shown, replies, descendants, reactions, participants, the last comment, what waits.</summary>
internal sealed class CommentRecount : IRecount
{
    public async Task<IReadOnlyList<CountMismatch>> RecountAsync(ArticleWrite write, Article article, bool repair, CancellationToken cancel)
    {
        var comments = await write.Db.Set<Comment>().Where(c => c.ArticleId == article.Id).OrderBy(c => c.Seq).ToListAsync(cancel);
        var reactions = await write.Db.Set<Reaction>().Where(r => r.ArticleId == article.Id)
            .GroupBy(r => new { r.Seq, r.Kind }).Select(g => new { g.Key.Seq, g.Key.Kind, Count = g.Count() })
            .ToDictionaryAsync(g => (g.Seq, g.Kind), g => g.Count, cancel);
        var check = new RecountCheck(article.Key, repair);

        var below = Tree(comments);
        foreach (var comment in comments)
        {
            var (shown, replies, descendants) = below[comment.Seq];
            var (wrong, wasShown) = (check.Found, comment.Shown);
            check.Compare($"{comment.Key} shown", comment.Shown, shown, v => comment.Shown = v);
            check.Compare($"{comment.Key} replies", comment.ShownReplies, replies, v => comment.ShownReplies = v);
            check.Compare($"{comment.Key} descendants", comment.ShownDescendants, descendants, v => comment.ShownDescendants = v);
            foreach (var kind in Enum.GetValues<ReactionKind>())
                check.Compare($"{comment.Key} {kind}", comment.Tally(kind), reactions.GetValueOrDefault((comment.Seq, kind)), v => comment.Count(kind, v - comment.Tally(kind)));
            if (repair && check.Found > wrong && (wasShown || comment.Shown))
                comment.ChangedVersion = article.StampContent();
        }

        var published = comments.Where(c => c.IsPublished).ToList();
        check.Compare("comments", article.CommentCount, published.Count, v => article.CommentCount = v);
        check.Compare("shown at top level", article.ShownTopLevel, comments.Count(c => c.ParentSeq == 0 && below[c.Seq].Shown), v => article.ShownTopLevel = v);
        check.Compare("last comment", article.LastCommentSeq, published.LastOrDefault()?.Seq ?? 0, v => article.LastCommentSeq = v);
        check.Compare("last comment's time", article.LastCommentAt, published.LastOrDefault()?.CreatedAt, v => article.LastCommentAt = v);
        if (comments is [.., { Seq: var last }] && article.LastSeq < last)
            check.Compare("last sequence number", article.LastSeq, last, article.SkipTo);
        await RecountParticipantsAsync(write, article, published, check, cancel);
        await RecountQueueAsync(write, article, comments, check, cancel);
        if (repair && check.Found > 0)
            article.StampContent();
        return check.Mismatches;
    }

    /// <summary>What each comment should say of itself; a parent always comes before its children.</summary>
    private static Dictionary<long, (bool Shown, int Replies, int Descendants)> Tree(List<Comment> comments)
    {
        var below = comments.ToDictionary(c => c.Seq, _ => (Shown: false, Replies: 0, Descendants: 0));
        foreach (var comment in Enumerable.Reverse(comments))
        {
            var (_, replies, descendants) = below[comment.Seq];
            var shown = comment.IsPublished || replies > 0;
            below[comment.Seq] = (shown, replies, descendants);
            if (shown && comment.ParentSeq != 0)
            {
                var parent = below[comment.ParentSeq];
                below[comment.ParentSeq] = (parent.Shown, parent.Replies + 1, parent.Descendants + descendants + 1);
            }
        }
        return below;
    }

    private static async Task RecountParticipantsAsync(ArticleWrite write, Article article, List<Comment> published, RecountCheck check, CancellationToken cancel)
    {
        var counted = published.GroupBy(c => c.AuthorId).ToDictionary(g => g.Key, g => g.Count());
        var stored = await write.Db.Set<Participant>().Where(p => p.ArticleId == article.Id).ToDictionaryAsync(p => p.ReaderId, cancel);
        check.Compare("participants", article.ParticipantCount, counted.Count, v => article.ParticipantCount = v);
        foreach (var readerId in counted.Keys.Union(stored.Keys))
        {
            var row = stored.GetValueOrDefault(readerId);
            check.Compare($"participant {readerId}", row?.Comments ?? 0, counted.GetValueOrDefault(readerId), v =>
            {
                row ??= write.Db.Add(new Participant { ArticleId = article.Id, ReaderId = readerId }).Entity;
                row.Comments = v;
            });
        }
    }

    private static async Task RecountQueueAsync(ArticleWrite write, Article article, List<Comment> comments, RecountCheck check, CancellationToken cancel)
    {
        var rows = await write.Db.Set<QueueItem>().Where(q => q.ArticleId == article.Id).ToDictionaryAsync(q => (q.Seq, q.Kind), cancel);
        var reported = await write.Db.Set<CommentReport>().Where(r => r.ArticleId == article.Id && r.ClosedAt == null)
            .Select(r => r.Seq).Distinct().ToListAsync(cancel);
        foreach (var comment in comments)
        {
            Compare(QueueKind.Held, comment.State == CommentState.Held);
            Compare(QueueKind.Reported, reported.Contains(comment.Seq));

            void Compare(QueueKind kind, bool waits)
            {
                var row = rows.GetValueOrDefault((comment.Seq, kind));
                check.Compare($"{comment.Key} waits as {kind}", row is not null, waits, v =>
                {
                    if (v)
                        write.Db.Add(new QueueItem { ArticleId = comment.ArticleId, Seq = comment.Seq, Kind = kind, CommentCreatedAt = comment.CreatedAt });
                    else
                        write.Db.Remove(row!); // it is there and should not be
                });
            }
        }
    }
}
