using Engagement.Data;
using Engagement.Graph;

namespace Engagement.Articles;

/// <summary>
/// Checks one article of a call and finds all that is wrong with it. A name twice in one list is refused (but for authors,
/// who may share one): dropped, the positions in the answer would not be those in the input.
/// </summary>
internal sealed class ArticleCheck
{
    private const int MaxChannels = 20;
    private const int MaxKeywords = 50;
    private const int MaxCompanies = 20;
    private const int MaxAuthors = 50;
    private const int MaxRelated = 20;

    /// <summary>What the column holds: no text has more UTF-16 code units than bytes of UTF-8.</summary>
    private const int MaxTitleBytes = ArticleConfiguration.MaxTitleLength * TextRules.UnitsPerCharacter;

    private readonly string[] _article;
    private readonly List<UserError> _errors;

    private ArticleCheck(string[] path, List<UserError> errors) => (_article, _errors) = (path, errors);

    /// <summary>The article in canonical form, or null: then its errors were added.</summary>
    /// <param name="input">As it arrived.</param>
    /// <param name="index">Its place in the call.</param>
    /// <param name="errors">Of all articles of the call.</param>
    public static ArticleDraft? Run(ArticleInput input, int index, List<UserError> errors) => Run(input, ["articles", $"{index}"], errors);

    /// <summary>The same of an article that came another way.</summary>
    /// <param name="input">As it arrived.</param>
    /// <param name="path">The field that holds it.</param>
    /// <param name="errors">Those before it.</param>
    public static ArticleDraft? Run(ArticleInput input, string[] path, List<UserError> errors)
    {
        var before = errors.Count;
        var draft = new ArticleCheck(path, errors).Draft(input);
        return errors.Count == before ? draft : null;
    }

    private ArticleDraft Draft(ArticleInput input) => new(
        Key(input.Key, ArticleConfiguration.MaxKeyLength, "key"),
        Url(input.Url, "url"),
        Title(input.Title),
        input.State,
        input.PublishedAt is { } instant ? UtcMilliseconds.Cut(instant) : null,
        input.Language is { } language ? Language(language) : null,
        input.Sensitive,
        [
            .. List(TermKind.Channel, "channels", input.Channels, MaxChannels, Channel, unique: true),
            .. List(TermKind.Keyword, "keywords", input.Keywords, MaxKeywords, Name, unique: true),
            .. List(TermKind.Company, "companies", input.Companies, MaxCompanies, Company, unique: true),
            .. List(TermKind.Author, "authors", input.Authors, MaxAuthors, Name, unique: false),
            .. List(TermKind.Related, "related", input.Related, MaxRelated, Name, unique: true),
        ]);

    private List<ArticleTerm> List<T>(
        TermKind kind, string field, IReadOnlyList<T> items, int most, Func<T, string[], (string Value, string? Url)> check, bool unique)
    {
        if (items.Count > most)
        {
            Refuse(InputProblem.TooMany, $"`{field}` has at most {most} entries, not {items.Count}.", most, [field]);
            return [];
        }
        var terms = new List<ArticleTerm>(items.Count);
        foreach (var (position, item) in items.Index())
        {
            string[] path = [field, $"{position}"];
            var (value, url) = check(item, path);
            if (unique && terms.Exists(t => t.Value == value))
                Refuse(InputProblem.Malformed, $"`{field}` has an entry twice.", null, path);
            terms.Add(new ArticleTerm { ArticleId = 0, Kind = kind, Position = position, Value = value, Url = url });
        }
        return terms;
    }

    private (string, string?) Name(string name, string[] path) => (Key(name, ArticleConfiguration.MaxTermLength, path), null);

    private (string, string?) Channel(string name, string[] path)
    {
        if (name is ['/', ..])
            Refuse(InputProblem.Malformed, "`channels` are named without the leading slash.", null, path);
        return Name(name, path);
    }

    private (string, string?) Company(CompanyInput company, string[] path) =>
        (Key(company.Name, ArticleConfiguration.MaxTermLength, [.. path, "name"]),
            company.Url is null ? null : Url(company.Url, [.. path, "url"]));

    private string Key(string text, int max, params string[] path)
    {
        if (TextRules.CheckKey(text, max).At([.. _article, .. path]) is { } error)
            _errors.Add(error);
        return text;
    }

    private string Title(string text)
    {
        var title = text.Trim();
        if (TextRules.Check(title, 1, ArticleConfiguration.MaxTitleLength, MaxTitleBytes).At([.. _article, "title"]) is { } error)
            _errors.Add(error);
        return title;
    }

    private string? Language(string text)
    {
        if (LanguageTag.Parse(text) is { } tag)
            return tag;
        Refuse(InputProblem.Malformed, $"`language` is a language tag such as en or en-GB, at most {ArticleConfiguration.MaxLanguageLength} characters.", ArticleConfiguration.MaxLanguageLength, ["language"]);
        return null;
    }

    private string Url(string text, params string[] path)
    {
        if (text.Length == 0)
            Refuse(InputProblem.Missing, "`url` is empty.", null, path);
        else if (!ArticleUrl.TryParse(text, out var url))
            Refuse(InputProblem.Malformed, "`url` is an absolute http or https URL without credentials.", null, path);
        else if (url.Length > ArticleConfiguration.MaxUrlLength)
            Refuse(InputProblem.TooLong, $"`url` has at most {ArticleConfiguration.MaxUrlLength} characters, percent-encoded.", ArticleConfiguration.MaxUrlLength, path);
        else
            return url;
        return text;
    }

    private void Refuse(InputProblem problem, string message, int? limit, string[] path) =>
        _errors.Add(new InvalidInput(message, [.. _article, .. path], problem, limit));
}
