using Engagement.Articles;
using Engagement.Counts;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>
/// The comments of one article while a transaction holds its lock: the one place that changes a comment's state and, with
/// it, who is shown, what is counted and which versions are stamped.
/// </summary>
/// <remarks>
/// A comment is shown if it is published or has shown replies. A change of being shown walks up at most seven parents and
/// stamps each whose appearance or reply count changes: ancestors before what appears under them, after what vanishes, so
/// that whoever holds an event of one version can place all before it.
/// </remarks>
internal sealed class CommentThread(
    ArticleWrite write,
    Article article,
    IReadOnlyDictionary<CommentKey, Comment> loaded,
    ParticipantRows participants)
{
    private readonly Dictionary<long, Comment> _added = [];

    public Article Article => article;

    /// <summary>A comment that was loaded or added, or null.</summary>
    public Comment? Find(long seq) =>
        _added.GetValueOrDefault(seq) ?? loaded.GetValueOrDefault(new CommentKey(article.Id, seq));

    /// <summary>
    /// Adds a new comment under the number that <see cref="Article.TakeSeq"/> gave, in the state given. What it answers, if
    /// anything, is loaded with its ancestors; an answer to the deepest level becomes its sibling.
    /// </summary>
    public async Task<Comment> AddAsync(
        long seq, long authorId, string body, Comment? answered, CommentState state, Decision? decision, CancellationToken cancel)
    {
        var parent = answered is { Depth: Comment.MaxDepth } ? Find(answered.ParentSeq) : answered;
        var comment = new Comment
        {
            ArticleId = article.Id,
            Seq = seq,
            ParentSeq = parent?.Seq ?? 0,
            RootSeq = parent?.RootSeq ?? seq,
            InReplyToSeq = parent == answered ? 0 : answered!.Seq,
            Depth = (parent?.Depth ?? 0) + 1,
            AuthorId = authorId,
            Body = body,
            CreatedAt = write.Now,
            StateChangedAt = write.Now,
        };
        _added.Add(seq, comment);
        write.Db.Add(comment);
        await EnterAsync(comment, state, decision, cancel);
        if (state == CommentState.Held)
            write.Db.Add(new QueueItem { ArticleId = article.Id, Seq = seq, Kind = QueueKind.Held, CommentCreatedAt = write.Now });
        return comment;
    }

    /// <summary>Moves a comment to another state: clears what waits for a decision on it, and its pin.</summary>
    public async Task ChangeAsync(Comment comment, CommentState to, Decision decision, CancellationToken cancel)
    {
        if (comment.PinRank > 0)
            Unpin(comment);
        await CloseAsync(comment, cancel);
        await EnterAsync(comment, to, decision, cancel);
    }

    /// <summary>Whether something about the comment waits for a decision.</summary>
    public Task<bool> WaitsAsync(Comment comment, CancellationToken cancel) =>
        write.Db.Set<QueueItem>().AnyAsync(q => q.ArticleId == article.Id && q.Seq == comment.Seq, cancel);

    /// <summary>Deletes the comment's queue rows and closes its open reports. False if there were none.</summary>
    public async Task<bool> CloseAsync(Comment comment, CancellationToken cancel)
    {
        var waiting = await write.Db.Set<QueueItem>().Where(q => q.ArticleId == article.Id && q.Seq == comment.Seq).ToListAsync(cancel);
        write.Db.RemoveRange(waiting);
        var reports = await write.Db.Set<CommentReport>()
            .Where(r => r.ArticleId == article.Id && r.Seq == comment.Seq && r.ClosedAt == null).ToListAsync(cancel);
        reports.ForEach(r => r.ClosedAt = write.Now);
        return waiting.Count + reports.Count > 0;
    }

    /// <summary>Puts a comment behind the article's other pins; pins are the article's, so the comment is not stamped.</summary>
    public void Pin(Comment comment) => comment.PinRank = article.StampSettings();

    /// <summary>Takes a comment from the article's pins.</summary>
    public void Unpin(Comment comment)
    {
        comment.PinRank = 0;
        article.StampSettings();
    }

    /// <summary>Writes down a decision that leaves the comment's state as it is.</summary>
    /// <param name="comment">About which.</param>
    /// <param name="decision">Who, and why.</param>
    /// <param name="state">The state that was confirmed; null if the decision is not about the state.</param>
    /// <param name="cancel">Ends the look for the entry before.</param>
    public Task NoteAsync(Comment comment, Decision decision, CommentState? state, CancellationToken cancel) =>
        WriteDownAsync(comment, decision, state, state, cancel);

    /// <summary>Stamps a change of the content of a comment, if it is shown.</summary>
    public void Stamp(Comment comment)
    {
        if (comment.Shown)
            comment.ChangedVersion = article.StampContent();
    }

    private async Task EnterAsync(Comment comment, CommentState to, Decision? decision, CancellationToken cancel)
    {
        var from = comment.State;
        var (wasPublished, wasShown) = (comment.IsPublished, comment.Shown);
        comment.State = to;
        comment.StateChangedAt = write.Now;
        comment.StateChangedBy = decision?.ActorId;
        if (decision is not null)
            await WriteDownAsync(comment, decision, from == default ? null : from, to, cancel);

        comment.Shown = comment.IsPublished || comment.ShownReplies > 0;
        var stamped = new List<Comment>();
        if (wasShown || comment.Shown)
            stamped.Add(comment);
        if (wasShown != comment.Shown)
            stamped.AddRange(WalkUp(comment, comment.Shown ? 1 : -1));
        if (!wasShown)
            stamped.Reverse();
        foreach (var one in stamped)
            one.ChangedVersion = article.StampContent();

        if (comment.IsPublished && !wasPublished)
        {
            comment.AddedVersion = comment.ChangedVersion;
            comment.PublishedAt ??= write.Now;
        }
        if (wasPublished != comment.IsPublished)
            await CountAsync(comment, comment.IsPublished ? 1 : -1, cancel);
    }

    private async Task WriteDownAsync(Comment comment, Decision decision, CommentState? from, CommentState? to, CancellationToken cancel)
    {
        var id = ++comment.Decisions == 1
            ? write.Transaction.NewId()
            : await AuditIds.NextAsync(write.Transaction, e => e.ArticleId == comment.ArticleId && e.Seq == comment.Seq, cancel);
        write.Db.Add(decision.Entry(id, comment, from, to, write.Now));
    }

    /// <summary>Carries a comment's appearing (1) or vanishing (−1) up to the top; returns the ancestors to be stamped, from below.</summary>
    private List<Comment> WalkUp(Comment comment, int change)
    {
        var stamped = new List<Comment>();
        var flips = change;
        var childFlipped = true;
        for (var seq = comment.ParentSeq; seq != 0;)
        {
            var parent = Find(seq) ?? throw new InvalidOperationException($"Comment {article.Id}/{seq} was not loaded.");
            parent.ShownDescendants += flips;
            if (childFlipped)
            {
                var wasShown = parent.Shown;
                parent.ShownReplies += change;
                parent.Shown = parent.IsPublished || parent.ShownReplies > 0;
                stamped.Add(parent);
                childFlipped = wasShown != parent.Shown;
                flips += childFlipped ? change : 0;
            }
            seq = parent.ParentSeq;
        }
        if (childFlipped)
            article.ShownTopLevel += change;
        return stamped;
    }

    private async Task CountAsync(Comment comment, int change, CancellationToken cancel)
    {
        article.CommentCount += change;
        participants.Count(article, comment.AuthorId, change);
        if (change > 0 && comment.Seq > article.LastCommentSeq)
            (article.LastCommentSeq, article.LastCommentAt) = (comment.Seq, comment.CreatedAt);
        else if (change < 0 && comment.Seq == article.LastCommentSeq)
            await FindLastAsync(comment.Seq, cancel);
    }

    private async Task FindLastAsync(long before, CancellationToken cancel)
    {
        var last = await write.Db.Set<Comment>()
            .Where(c => c.ArticleId == article.Id && c.Seq < before && c.State == CommentState.Published)
            .OrderByDescending(c => c.Seq).Select(c => new { c.Seq, c.CreatedAt }).FirstOrDefaultAsync(cancel);
        (article.LastCommentSeq, article.LastCommentAt) = (last?.Seq ?? 0, last?.CreatedAt);
    }
}
