using Engagement.Articles;
using Engagement.Comments;

namespace Engagement.Server.Tests.Model;

/// <summary>What moderators do: the call, and the rules by which the model answers it.</summary>
internal static class ModeratorsActs
{
    private const int MostPins = 3;

    public static Call Remove(World world, ModelReader actor, ModelComment comment, string reason, CommentState? seen) =>
        Move(world, actor, comment, "removeComment", new { commentId = comment.Id, reason, seenState = Seen.Name(seen) },
            [CommentState.Published, CommentState.Held], CommentState.Removed, "REMOVE", reason, seen);

    public static Call Restore(World world, ModelReader actor, ModelComment comment, CommentState? seen) =>
        Move(world, actor, comment, "restoreComment", new { commentId = comment.Id, seenState = Seen.Name(seen) },
            [CommentState.Removed], CommentState.Published, "RESTORE", null, seen);

    public static Call Approve(World world, ModelReader actor, ModelComment comment, CommentState? seen)
    {
        var move = Move(world, actor, comment, "approveComment", new { commentId = comment.Id, seenState = Seen.Name(seen) },
            [CommentState.Held], CommentState.Published, "APPROVE", null, seen);
        return move with
        {
            Play = () =>
            {
                // Who saw the comment in another state cannot have seen its reports.
                var saw = seen is null or CommentState.Published;
                if (!comment.IsPublished || actor.MayNotActOn(comment.Author))
                    return move.Play();
                if (!saw && comment.IsReported)
                    return Outcome.Refused("CONFLICT");
                if (World.CloseReports(comment))
                    world.Note(comment, "APPROVE", actor, CommentState.Published, CommentState.Published);
                return move.Play();
            },
        };
    }

    public static Call Pin(World world, ModelReader actor, ModelComment comment) =>
        new(actor, "pinComment", new { commentId = comment.Id }, Call.Comment, () =>
        {
            if (actor.MayNotActOn(comment.Author))
                return Outcome.Refused("NOT_ALLOWED");
            var pins = comment.Article.Pins;
            if (!pins.Contains(comment))
            {
                if (!comment.IsPublished)
                    return Outcome.Refused("CONFLICT");
                if (pins.Count == MostPins)
                    return Outcome.Refused("INVALID_INPUT");
                pins.Add(comment);
                world.Note(comment, "PIN", actor, null, null);
            }
            return Outcome.Shows(comment, Sight.Moderator);
        });

    public static Call Unpin(World world, ModelReader actor, ModelComment comment) =>
        new(actor, "unpinComment", new { commentId = comment.Id }, Call.Comment, () =>
        {
            if (actor.MayNotActOn(comment.Author))
                return Outcome.Refused("NOT_ALLOWED");
            if (comment.Article.Pins.Remove(comment))
                world.Note(comment, "UNPIN", actor, null, null);
            return Outcome.Shows(comment, Sight.Moderator);
        });

    public static Call SetCommenting(World world, ModelReader actor, ModelArticle article, CommentingState state, DateTime? closesAt, string? message) =>
        new(actor, "setCommenting", new { articleId = article.Id, state = Seen.Name(state), closesAt, message }, "article { commenting { state closesAt message } }", () =>
        {
            if ((state, closesAt, message) != (article.Commenting, article.ClosesAt, article.Message))
            {
                if (closesAt is not null && (state == CommentingState.Closed ? closesAt != article.ClosesAt : closesAt <= world.Now))
                    return Outcome.Refused("INVALID_INPUT");
                (article.Commenting, article.ClosesAt, article.Message) = (state, closesAt, message);
                NoteCommenting(world, article, actor);
            }
            return Outcome.Done(() => new { article = new { commenting = Seen.Commenting(article, world.Now) } });
        });

    /// <summary>What the clock does to the threads whose end has passed.</summary>
    public static void CloseDue(World world)
    {
        foreach (var article in world.Articles.Where(a => a.Commenting != CommentingState.Closed && a.ClosesAt <= world.Now))
        {
            article.Commenting = CommentingState.Closed;
            NoteCommenting(world, article, null);
        }
    }

    public static Call Ban(World world, ModelReader actor, ModelReader reader, DateTime? until, string reason) =>
        new(actor, "banReader", new { readerId = reader.Id, until, reason }, "reader { id } ban { until reason createdAt }", () =>
        {
            if (actor == reader || actor.MayNotActOn(reader))
                return Outcome.Refused("NOT_ALLOWED");
            if (until <= world.Now)
                return Outcome.Refused("INVALID_INPUT");
            if (reader.BanAt(world.Now) is not { } ban || (ban.Until, ban.Reason) != (until, reason))
            {
                reader.Set(new ModelBan(until, reason, world.Now));
                world.Trail.Add(new ModelEntry("BAN", actor, Reader: reader, Reason: reason));
            }
            return Outcome.Done(() => new { reader = new { id = reader.Id }, ban = Seen.Ban(reader, world.Now) });
        });

    public static Call Unban(World world, ModelReader actor, ModelReader reader) =>
        new(actor, "unbanReader", new { readerId = reader.Id }, "reader { id } ban { until reason createdAt }", () =>
        {
            if (actor == reader || actor.MayNotActOn(reader))
                return Outcome.Refused("NOT_ALLOWED");
            if (reader.BanAt(world.Now) is not null)
                world.Trail.Add(new ModelEntry("UNBAN", actor, Reader: reader));
            reader.Set(null);
            return Outcome.Done(() => new { reader = new { id = reader.Id }, ban = (object?)null });
        });

    private static Call Move(
        World world, ModelReader actor, ModelComment comment, string mutation, object input,
        CommentState[] from, CommentState to, string action, string? reason, CommentState? seen) =>
        new(actor, mutation, input, Call.Comment, () =>
        {
            if (actor.MayNotActOn(comment.Author))
                return Outcome.Refused("NOT_ALLOWED");
            if (comment.State != to)
            {
                if (!from.Contains(comment.State) || (seen is not null && seen != comment.State))
                    return Outcome.Refused("CONFLICT");
                world.Move(comment, to, action, actor, reason);
            }
            return Outcome.Shows(comment, Sight.Moderator);
        });

    private static void NoteCommenting(World world, ModelArticle article, ModelReader? actor) =>
        world.Trail.Add(new ModelEntry("SET_COMMENTING", actor, actor is null ? "CLOSES_AT" : null, Article: article, Note: Seen.Codes(article)));
}
