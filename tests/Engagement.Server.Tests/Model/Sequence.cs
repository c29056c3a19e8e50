using Engagement.Articles;
using Engagement.Comments;
using Engagement.Shares;

namespace Engagement.Server.Tests.Model;

/// <summary>Makes a step's call out of what is there when it is taken.</summary>
internal sealed class Sequence(World world)
{
    private static readonly string[] Reasons = ["SPAM", "OFFENSIVE", "OFF_TOPIC"];
    private static readonly CommentingState[] Threads =
        [CommentingState.Open, CommentingState.Open, CommentingState.Open, CommentingState.Premoderated, CommentingState.Premoderated, CommentingState.Closed];

    /// <summary>Articles there are at least, as other steps want them, and at most, or comparing takes long.</summary>
    private const int FewestArticles = 3, MostArticles = 5;

    private int _bodies;
    private int _keys;
    private int _founded;

    /// <summary>The call; null if there is nothing that the step could be about.</summary>
    public Call? Next(Step step) => step.Act switch
    {
        Act.Post => ReadersActs.Post(world, Author(step), Article(step), null, step.How % 12 == 0 ? " \n" : Body(), Key(step)),
        Act.Repeat => Choose(world.Keys, step.Which) is { } used ? ReadersActs.Repeat(used, Repeated(used, step)) : null,
        Act.ReactToArticle => ReadersActs.ReactToArticle(world, Author(step), Article(step), Reaction(step)),
        Act.UnreactToArticle => UnreactToArticle(step),
        Act.Share => ReadersActs.Share(world, Author(step), Article(step), Channel(step), step.How % 5 == 0 ? ShareEventKind.Completed : ShareEventKind.Intent),
        Act.Visit => Link(step) is { } link ? ReadersActs.Visit(world, Author(step), Article(step), link) : null,
        Act.Commenting => Commenting(step),
        Act.Ban => ModeratorsActs.Ban(world, Moderator(step), Banned(step, _ => true), Until(step), Reasons[step.How % 2]),
        Act.Unban => ModeratorsActs.Unban(world, Moderator(step), Banned(step, r => r.BanAt(world.Now) is not null)),
        Act.Register => Register(step),
        Act.Merge => Merge(step),
        Act.PostByTicket => PostByTicket(step),
        _ => Comment(step) is { } comment ? About(step, comment) : null,
    };

    /// <summary>A link by which the step's article was shared; null before it has a code.</summary>
    public ShareLinkCode? Link(Step step) => Choose(Article(step).Shares.Codes, step.How) is { } code ? new ShareLinkCode(code, Channel(step)) : null;

    /// <summary>The article that the step is about.</summary>
    public ModelArticle Article(Step step) => world.Articles[step.Where % world.Articles.Count];

    private Call About(Step step, ModelComment comment) => step.Act switch
    {
        Act.Reply => ReadersActs.Post(world, Author(step), step.Extra % 25 == 0 ? Article(step) : comment.Article, comment, Body(), Key(step)),
        Act.Edit => ReadersActs.Edit(world, MostlyAuthor(step, comment), comment, step.How % 5 == 0 ? comment.Body : Body()),
        Act.Delete => ReadersActs.Delete(world, MostlyAuthor(step, comment), comment),
        Act.React => ReadersActs.React(world, Author(step), comment, Reaction(step)),
        Act.Unreact => ReadersActs.React(world, Author(step), comment, null),
        Act.Report => ReadersActs.Report(world, Author(step), comment, Reasons[step.How % 3]),
        Act.Remove => ModeratorsActs.Remove(world, Moderator(step), comment, Reasons[step.How % 3], State(step, comment)),
        Act.Restore => ModeratorsActs.Restore(world, Moderator(step), comment, State(step, comment)),
        Act.Approve => ModeratorsActs.Approve(world, Moderator(step), comment, State(step, comment)),
        Act.Pin => ModeratorsActs.Pin(world, Moderator(step), comment),
        Act.Unpin => ModeratorsActs.Unpin(world, Moderator(step), comment),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Act, null),
    };

    private Call Commenting(Step step)
    {
        DateTime? closesAt = (step.Extra % 6) switch { 0 => world.Now.AddMinutes(3), 1 => world.Now, 2 => Article(step).ClosesAt, _ => null };
        return ModeratorsActs.SetCommenting(
            world, Moderator(step), Article(step), Threads[step.How % Threads.Length], closesAt, step.Which % 3 == 0 ? $"Message {step.Which % 2}" : null);
    }

    /// <summary>Mostly by somebody who has reacted.</summary>
    private Call UnreactToArticle(Step step)
    {
        var article = (step.Which % 5 == 0 ? null : Choose(world.Articles.FindAll(a => a.Reactions.Count > 0), step.Where)) ?? Article(step);
        return ReadersActs.ReactToArticle(world, Choose([.. article.Reactions.Keys], step.Who) ?? Author(step), article, null);
    }

    private Call Register(Step step)
    {
        var article = (step.Which % 3 == 0 ? null : world.Articles.FirstOrDefault(a => !a.IsPublished)) ?? Article(step);
        var next = world.Articles.First(a => a != article);
        var wanted = Wanted.As(article) with { Title = $"Title {step.How % 3}", IsPublished = step.Extra % 5 != 0, Channel = $"channel-{step.Which % 2}" };
        return (step.Who % 8) switch
        {
            0 => PublishersActs.Register(world, wanted with { Url = next.Url }, Wanted.As(next) with { Url = article.Url }),
            1 => PublishersActs.TakeAddress(world, wanted, next),
            2 => PublishersActs.RegisterBesideABadOne(world, wanted),
            3 => PublishersActs.RegisterTwice(world, wanted),
            4 => PublishersActs.Register(world, [.. world.Articles.Select(Wanted.As)]),
            _ => PublishersActs.Register(world, wanted),
        };
    }

    /// <summary>Mostly one without comments, in either direction; now and then what is refused, or merged already.</summary>
    private Call Merge(Step step)
    {
        if (world.Articles.Count == FewestArticles)
            return PublishersActs.Found(world, Founded());
        var article = Article(step);
        var empty = world.Articles.Find(a => a.Comments.Count == 0 && a != article);
        var other = (step.Extra % 8) switch
        {
            0 => $"{world.Name}-nowhere",
            1 => article.FormerKeys.FirstOrDefault(),
            2 => null,
            _ => empty?.Key,
        } ?? world.Articles.First(a => a != article).Key;
        return step.How % 2 == 0 ? PublishersActs.Merge(world, article.Key, other) : PublishersActs.Merge(world, other, article.Key);
    }

    private Call PostByTicket(Step step)
    {
        var known = Article(step);
        if (step.Extra % 2 == 0 || world.Articles.Count == MostArticles)
            return ReadersActs.PostByTicket(world, Author(step), known, known.FormerKeys.Append(known.Key).First(), Body());
        var made = Founded();
        if (step.Which % 6 == 0)
            made.Url = known.Url;
        return ReadersActs.PostByTicket(world, Author(step), made, made.Key, step.How % 12 == 0 ? " \n" : Body());
    }

    /// <summary>An article that is not there yet, as a ticket names it.</summary>
    private ModelArticle Founded()
    {
        var key = $"{world.Name}-new-{++_founded}";
        return new() { Key = key, Url = $"https://news.example/{key}", Title = $"About {key}", IsPublished = true, Channel = "channel-0" };
    }

    /// <summary>Mostly one that the step can succeed with; now and then any.</summary>
    private ModelComment? Comment(Step step) =>
        (step.Which % 5 == 0 ? null : Choose(world.Comments.FindAll(c => Fits(step, c)), step.Which)) ?? Choose(world.Comments, step.Which);

    private bool Fits(Step step, ModelComment comment) => step.Act switch
    {
        Act.Reply when step.How % 2 == 0 => comment.IsPublished && comment.Depth >= world.Comments.Where(c => c.IsPublished).Max(c => c.Depth) - 1, // else none gets deep
        Act.Restore => comment.State == CommentState.Removed,
        Act.Approve => comment.State == CommentState.Held || comment.IsReported,
        Act.Edit => comment.State is CommentState.Held or CommentState.Published,
        Act.Unreact => comment.Reactions.Count > 0,
        Act.Pin when step.How % 2 == 0 => comment.IsPublished && comment.Article.Pins.Count > 0 && !comment.Article.Pins.Contains(comment),
        Act.Unpin => comment.Article.Pins.Contains(comment),
        _ => comment.IsPublished,
    };

    private ModelReader Banned(Step step, Func<ModelReader, bool> which) =>
        (step.Which % 4 == 0 ? null : Choose([.. world.Readers.Where(which)], step.Which)) ?? Anybody(step.Which);

    private CommentState? State(Step step, ModelComment comment) =>
        (step.Extra % 4) switch { 0 => (CommentState)(step.Which % 4 + 1), 1 => comment.State, _ => null };

    private DateTime? Until(Step step) => (step.Extra % 4) switch { 0 => null, 1 => world.Now, _ => world.Now.AddMinutes(3) };

    /// <summary>One that nobody has used; a body without text is no new one to name it by.</summary>
    private string? Key(Step step) => step.Extra % 4 == 0 ? $"key-{++_keys}" : null;
    private static ShareChannel Channel(Step step) => step.Which % 2 == 0 ? ShareChannel.X : ShareChannel.Email;
    private static ReactionKind Reaction(Step step) => (ReactionKind)(step.How % 4 + 1);
    private string Body() => $"Text *{++_bodies}*";
    private static string Repeated(ModelKey used, Step step) => step.How % 3 == 0 ? "Another text" : used.Comment.Revisions.FirstOrDefault() ?? used.Comment.Body;
    private ModelReader Moderator(Step step) => world.Moderators[step.Who % world.Moderators.Count];
    private ModelReader MostlyAuthor(Step step, ModelComment comment) => step.Extra % 4 == 0 ? Author(step) : comment.Author;

    /// <summary>Mostly a reader, now and then one who works for the site.</summary>
    private ModelReader Author(Step step) => step.How % 6 == 0 ? Anybody(step.Who) : world.Readers[step.Who % world.Readers.Count];

    private ModelReader Anybody(int choice) => world.Everybody.ElementAt(choice % world.Everybody.Count());

    private static T? Choose<T>(List<T> list, int choice) where T : class => list.Count == 0 ? null : list[choice % list.Count];
}
