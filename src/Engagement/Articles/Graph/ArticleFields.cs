using Engagement.Graph;
using Engagement.Live;
using GraphQL.DataLoader;

namespace Engagement.Articles;

/// <summary>What an article carries beside its own row.</summary>
internal sealed class ArticleFields(TermLoader terms, CommentingOptions options, AnswerSources sources, TimeProvider time)
{
    /// <summary>Names, in the order given.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IEnumerable<string>> Authors([Parent] ArticleView article) =>
        Load(article, TermKind.Author, t => t.Value);

    /// <summary>The first one is the home channel: settings and moderators' areas use it.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IEnumerable<Channel>> Channels([Parent] ArticleView article) =>
        Load(article, TermKind.Channel, t => new Channel(t.Value));

    /// <summary>In the order given.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IEnumerable<Keyword>> Keywords([Parent] ArticleView article) =>
        Load(article, TermKind.Keyword, t => new Keyword(t.Value));

    /// <summary>In the order given.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IEnumerable<Company>> Companies([Parent] ArticleView article) =>
        Load(article, TermKind.Company, t => new Company(t.Value, t.Url));

    /// <summary>Whether and how readers may comment.</summary>
    [CacheableBy(VersionOf.Article)]
    public Commenting Commenting([Parent] ArticleView article)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (article.Row.ClosesAt is { } end && end > now)
            sources.Until(end);
        return new(
            article.Row.CommentingAt(now),
            article.Row.ClosesAt,
            article.Row.CommentingMessage,
            options.MaxLength,
            (int)options.EditWindow.TotalSeconds,
            article.Row.LiveMode ?? options.LiveMode,
            article.Row.PollSeconds ?? (int)options.PollInterval.TotalSeconds);
    }

    private IDataLoaderResult<IEnumerable<T>> Load<T>(ArticleView article, TermKind kind, Func<ArticleTerm, T> make) =>
        terms.Load(article.Row.Id, kind).Then(list => list.Select(make));
}
