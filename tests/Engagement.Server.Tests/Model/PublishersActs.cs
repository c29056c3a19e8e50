namespace Engagement.Server.Tests.Model;

/// <summary>An article as a call wants it to be.</summary>
internal sealed record Wanted(ModelArticle Article, string Url, string Title, bool IsPublished, string Channel)
{
    /// <summary>As it is now.</summary>
    public static Wanted As(ModelArticle article) => new(article, article.Url, article.Title, article.IsPublished, article.Channel);

    public object Input => new
    {
        key = Article.Key, url = Url, title = Title, state = IsPublished ? "PUBLISHED" : "UNPUBLISHED", channels = new[] { Channel },
    };

    /// <summary>False if it is so already.</summary>
    public bool Put()
    {
        if (this == As(Article))
            return false;
        (Article.Url, Article.Title, Article.IsPublished, Article.Channel) = (Url, Title, IsPublished, Channel);
        return true;
    }
}

/// <summary>What publishers do: the call, and the rules by which the model answers it.</summary>
internal static class PublishersActs
{
    /// <summary>Registers articles that nothing speaks against, new ones too.</summary>
    public static Call Register(World world, params Wanted[] wanted) =>
        Register(world, [.. wanted.Select(w => w.Input)], () =>
        {
            var unknown = wanted.Count(w => w.Article.Id.Length == 0);
            var changed = wanted.Count(w => w.Put()) - unknown;
            return Answer([], [.. wanted.Select(w => w.Article)], unknown, changed, wanted.Length - unknown - changed);
        });

    /// <summary>Registers an article that is not there yet.</summary>
    public static Call Found(World world, ModelArticle article) =>
        Register(world, [Wanted.As(article).Input], () =>
        {
            world.Articles.Add(article);
            return Answer([], [article], 1, 0, 0) with { Founded = article };
        });

    /// <summary>
    /// Comments never move: the side that has them stays, with what is said of <paramref name="intoKey"/>. A key that leads
    /// nowhere, or to the same article, becomes its key.
    /// </summary>
    public static Call Merge(World world, string fromKey, string intoKey) =>
        new(world.Publisher, "mergeArticles", new { fromKey, intoKey }, "article { id key url title }", () =>
        {
            if (fromKey == intoKey)
                return Outcome.Refused("INVALID_INPUT");
            if (world.Find(fromKey) is not { } from)
                return Outcome.Refused("NOT_FOUND");
            var into = world.Find(intoKey) ?? from;
            if (from != into && from.Comments.Count > 0 && into.Comments.Count > 0)
                return Outcome.Refused("BOTH_HAVE_COMMENTS");
            var (stays, goes) = from.Comments.Count > 0 ? (from, into) : (into, from);
            if (from != into)
                world.Merge(goes, stays, takesOver: stays == from);
            else
                from.GetKey(intoKey);
            return Outcome.Done(() => new { article = new { id = stays.Id, key = stays.Key, url = stays.Url, title = stays.Title } });
        })
        { Name = Counted(world, fromKey, intoKey) };

    /// <summary>Merges that move reactions are counted by themselves.</summary>
    private static string Counted(World world, string fromKey, string intoKey) =>
        world.Find(fromKey) is { } from && world.Find(intoKey) is { } into && from != into && (from.Comments.Count > 0 ? into : from).Reactions.Count > 0
            ? "mergeArticles with reactions"
            : "mergeArticles";

    /// <summary>Registers an article beside one with an empty title, which alone is refused.</summary>
    public static Call RegisterBesideABadOne(World world, Wanted wanted) =>
        Register(world, [wanted.Input, new { key = "bad", url = "https://news.example/bad", title = " " }], () => OneOf(wanted, refusedFirst: false));

    /// <summary>Registers an article twice in one call: the second is refused, whatever it says.</summary>
    public static Call RegisterTwice(World world, Wanted wanted) =>
        Register(world, [wanted.Input, (wanted with { Title = "Second" }).Input], () => OneOf(wanted, refusedFirst: false));

    /// <summary>Wants the address that another article has, beside one that nothing speaks against.</summary>
    public static Call TakeAddress(World world, Wanted wanted, ModelArticle owner) =>
        Register(world, [(Wanted.As(owner) with { Article = Other(world, wanted, owner) }).Input, wanted.Input], () => OneOf(wanted, refusedFirst: true));

    /// <summary>Some article that is neither of the two.</summary>
    private static ModelArticle Other(World world, Wanted wanted, ModelArticle owner) =>
        world.Articles.First(a => a != wanted.Article && a != owner);

    private static Outcome OneOf(Wanted wanted, bool refusedFirst)
    {
        var changed = wanted.Put() ? 1 : 0;
        ModelArticle?[] articles = refusedFirst ? [null, wanted.Article] : [wanted.Article, null];
        return Answer(["INVALID_INPUT"], articles, 0, changed, 1 - changed);
    }

    private static Outcome Answer(string[] errors, ModelArticle?[] articles, int created, int changed, int unchanged) =>
        new(errors, () => new { articles = articles.Select(a => a is null ? null : new { id = a.Id }), created, changed, unchanged });

    private static Call Register(World world, object[] articles, Func<Outcome> play) =>
        new(world.Publisher, "registerArticles", new { articles }, "articles { id } created changed unchanged", play);
}
