using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Engagement.Articles;
using Engagement.Comments;
using Engagement.Graph;
using Engagement.Shares;
using Engagement.Transport.Answers;

namespace Engagement.Server.Endpoints;

/// <summary>
/// The counts of up to 100 articles as JSON, for pages without GraphQL: by parameter, then by value, each as it was asked, so
/// that a script finds <c>counts.key["a"].comments</c> and compares nothing. What names nothing public is null.
/// </summary>
internal static class CountsEndpoint
{
    /// <summary>Names in one request.</summary>
    public const int Most = 100;

    private static readonly (string Name, ArticleNameKind Kind)[] Parameters =
        [("key", ArticleNameKind.Key), ("url", ArticleNameKind.Url), ("id", ArticleNameKind.Id)];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };

    public static async Task<IResult> AnswerAsync(HttpContext context, PublicCounts counts, ShareTallies shares, CancellationToken cancel)
    {
        var asked = Parameters.SelectMany(p => context.Request.Query[p.Name].Select(value => (p.Name, p.Kind, Value: value ?? ""))).ToList();
        if (asked.Count is 0 or > Most)
            return Refused(asked.Count == 0
                ? $"At least one of `key`, `url` and `id` is needed, at most {Most} in all."
                : $"`key`, `url` and `id` come at most {Most} times in all, not {asked.Count} times.", [.. Parameters.Select(p => p.Name)]);
        var names = asked.ConvertAll(a => (a.Name, Article: ArticleName.Parse(a.Kind, a.Value)));
        if (names.FindIndex(n => n.Article is null) is >= 0 and var wrong)
            return Refused($"`{names[wrong].Name}` {Form(asked[wrong].Kind)}.", [names[wrong].Name]);

        var found = await counts.ReadAsync([.. names.Select(n => n.Article!)], cancel); // none is null by now
        var shared = await shares.ReadAsync([.. found.Values.Select(f => f.Article.Id).Distinct()], cancel);
        var answer = names.GroupBy(n => n.Name).ToDictionary(
            group => group.Key,
            group => group.Select(n => n.Article!).Distinct().ToDictionary(a => a.Text, a => found.TryGetValue(a, out var figures) ? Shown(figures, shared[figures.Article.Id]) : null));
        return new PublicAnswer(new PublicBytes(JsonSerializer.SerializeToUtf8Bytes(answer, Json)), "application/json; charset=utf-8");
    }

    private static ArticleCounts Shown(ArticleFigures figures, IEnumerable<ShareCount> shares) => new(
        ArticleView.From(figures.Article).Id,
        figures.Article.Key,
        figures.Article.Url,
        figures.Article.CommentCount,
        figures.Article.ParticipantCount,
        figures.Reactions,
        shares.ToDictionary(s => s.Channel, s => new Shares(s.Intents, s.Visits)),
        figures.Article.LastCommentAt?.ToString(InstantType.Format, CultureInfo.InvariantCulture),
        figures.Article.Version);

    private static IResult Refused(string detail, string[] parameters) =>
        Problems.Of(StatusCodes.Status400BadRequest, detail, new() { ["parameters"] = parameters, ["limit"] = Most });

    private static string Form(ArticleNameKind kind) => kind switch
    {
        ArticleNameKind.Key => $"is 1–{ArticleConfiguration.MaxKeyLength} characters without control characters and outer white space",
        ArticleNameKind.Url => "is an absolute http or https URL",
        _ => "is the id of an article (`art_…`)",
    };

    /// <summary>Of one article; <c>reactions</c> has every kind, <c>shares</c> the channels with a count above 0.</summary>
    private sealed record ArticleCounts(
        string Id, string Key, string Url, int Comments, int Participants, IReadOnlyDictionary<ReactionKind, int> Reactions, IReadOnlyDictionary<ShareChannel, Shares> Shares,
        string? LastCommentAt, long Version);

    private sealed record Shares(int Intents, int Visits);
}
