using Engagement.Articles;
using Engagement.Data;
using Engagement.Discovery.Terms;
using Engagement.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Engagement.Discovery.Trending;

/// <summary>Reads the newest ranking that is stored.</summary>
internal sealed partial class TrendingList(
    IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, PreparedReads reads, TermPages terms, TermChanges changes, AnswerSources sources, ILogger<TrendingList> log)
{
    /// <summary>The articles that are public now, the highest score first; null if they could not be read, which is logged.</summary>
    /// <param name="by">What counts.</param>
    /// <param name="channel">Null: all; one that is unknown has none.</param>
    /// <param name="within">The window.</param>
    /// <param name="first">At most so many.</param>
    /// <param name="cancel">Ends the statements.</param>
    public async Task<IReadOnlyList<(Article Article, long Score)>?> ReadAsync(
        TrendingBy by, string? channel, TrendingWindow within, int first, CancellationToken cancel)
    {
        changes.Tell(sources);
        try
        {
            if (first == 0)
                return [];
            if (channel is null)
                return await ReadInAsync(null, by, within, first, cancel);
            return await terms.LoadShown(Facet.Channel, channel).GetResultAsync(cancel) is { } term ? await ReadInAsync(term.Id, by, within, first, cancel) : [];
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(e);
            sources.Own(); // nobody else is to be given it
            return null;
        }
    }

    private async Task<IReadOnlyList<(Article Article, long Score)>> ReadInAsync(
        long? channelId, TrendingBy by, TrendingWindow within, int first, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var places = await db.Query<Place>(dialect, d => Text(d, channelId is not null), (int)within, (int)by, first, channelId ?? 0).ToListAsync(cancel);
        if (places.Count == 0)
            return [];
        var articles = (await reads.ReadByAsync<Article>("Articles", "Id", [.. places.Select(p => p.ArticleId)], cancel))
            .Where(a => a is { State: ArticleState.Published, MergedIntoId: null }).ToDictionary(a => a.Id); // it may have gone between the two statements
        return [.. places.Where(p => articles.ContainsKey(p.ArticleId)).Select(p => (articles[p.ArticleId], p.Score))];
    }

    private static string Text(SqlDialect d, bool inChannel) =>
        $$"""
        SELECT s."ArticleId" AS "ArticleId", s."Score" AS "Score" FROM "TrendingScores" AS s
        INNER JOIN "Articles" AS a ON a."Id" = s."ArticleId" {{(inChannel ? "INNER JOIN \"TermArticles\" AS t ON t.\"ArticleId\" = s.\"ArticleId\" AND t.\"TermId\" = {3}" : "")}}
        WHERE s."Cut" = (SELECT MAX("Cut") FROM "TrendingCuts") AND s."Within" = {0} AND s."By" = {1}
        AND a."State" = {{(int)ArticleState.Published}} AND a."MergedIntoId" IS NULL
        ORDER BY s."Score" DESC, s."At" DESC, s."ArticleId" DESC {{d.Take("{2}")}}
        """;

    [LoggerMessage(152, LogLevel.Error, "What trends could not be read; it is answered as null")]
    private partial void LogFailed(Exception fault);

    private sealed record Place(long ArticleId, long Score);
}
