using System.Globalization;
using Engagement.Graph;

namespace Engagement.Articles;

/// <summary>
/// Puts in articles by their keys or brings them up to date, in one transaction. The same content again writes nothing and
/// moves no version. A bad article is refused and the others go in; of two with one key in a call the second is refused.
/// A URL that an article leaves goes on naming it, until another article is registered at it. A key of an article that was
/// merged into another is taken for good: or the publisher's old entry would undo the merge, or change the other article. So is
/// the key that an article had before it got another by <c>mergeArticles</c>.
/// </summary>
internal sealed class RegisterArticles(NamedArticles named)
{
    /// <summary>The most articles of one call.</summary>
    public const int Most = 200;

    /// <param name="inputs">1–200.</param>
    /// <param name="cancel">Ends the work; nothing ends a commit.</param>
    /// <returns>Errors are InvalidInput only, with the path of the field in the call.</returns>
    public Task<RegisteredArticles> RunAsync(IReadOnlyList<ArticleInput> inputs, CancellationToken cancel) =>
        RunAsync(inputs, [.. inputs.Select(_ => ArticleParts.All)], cancel);

    /// <summary>The same where a source does not say all of an article: the rest is what is known under its lock.</summary>
    /// <param name="inputs">1–200, no two of one article.</param>
    /// <param name="said">Of each what replaces what is known.</param>
    /// <param name="cancel">Ends the work; nothing ends a commit.</param>
    public async Task<RegisteredArticles> RunAsync(IReadOnlyList<ArticleInput> inputs, IReadOnlyList<ArticleParts> said, CancellationToken cancel)
    {
        if (inputs.Count is 0 or > Most)
            return new RegisteredArticles([], [WrongNumber(inputs.Count)]);
        var errors = new List<UserError>();
        List<ArticleDraft?> drafts = [.. Check(inputs, errors).Zip(said, (draft, parts) => draft is null ? null : draft with { Said = parts })];
        var (written, taken) = await WriteAsync(drafts, cancel);
        return new RegisteredArticles(written, [.. errors.Concat(taken).OrderBy(IndexOf)]);
    }

    /// <summary>The place in the call of the article that an error is about.</summary>
    public static int IndexOf(IUserError error) => int.Parse(error.Path![1], CultureInfo.InvariantCulture); // all of ours name one

    private static InvalidInput WrongNumber(int count) => count == 0
        ? new InvalidInput("`articles` is empty.", ["articles"], InputProblem.Missing)
        : new InvalidInput($"`articles` has at most {Most} entries, not {count}.", ["articles"], InputProblem.TooMany, Most);

    private static List<ArticleDraft?> Check(IReadOnlyList<ArticleInput> inputs, List<UserError> errors)
    {
        var keys = new HashSet<string>();
        var drafts = new List<ArticleDraft?>(inputs.Count);
        foreach (var (i, input) in inputs.Index())
        {
            var draft = ArticleCheck.Run(input, i, errors);
            if (!keys.Add(input.Key))
            {
                errors.Add(Taken(i, "key", "An earlier article of this call has this `key`."));
                draft = null;
            }
            drafts.Add(draft);
        }
        return drafts;
    }

    private async Task<(IReadOnlyList<RegisteredArticle?>, IReadOnlyList<UserError>)> WriteAsync(IReadOnlyList<ArticleDraft?> drafts, CancellationToken cancel)
    {
        List<ArticleDraft> wanted = [.. drafts.OfType<ArticleDraft>()];
        if (wanted.Count == 0)
            return (new RegisteredArticle?[drafts.Count], []);
        var batch = await named.WriteAsync(wanted, [], (write, cancelWork) => ArticleBatch.RunAsync(write, drafts, takesFormer: true, cancelWork), cancel);
        return (batch.Articles, [
            .. batch.KeyTaken.Select(i => Taken(i, "key", "This `key` is a former one: another key names its article now.")),
            .. batch.UrlTaken.Select(u => Taken(u.Key, "url", u.Value is { } holder
                ? $"The article with the key \"{holder}\" has this `url`. If it is the same, `mergeArticles` with that key as `fromKey` and this one as `intoKey` gives it this key."
                : "Another article has this `url`.")),
        ]);
    }

    private static InvalidInput Taken(int index, string field, string message) =>
        new(message, ["articles", $"{index}", field], InputProblem.Taken);
}
