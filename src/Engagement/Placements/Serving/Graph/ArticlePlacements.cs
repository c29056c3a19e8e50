using Engagement.Articles;
using Engagement.Graph;
using Engagement.Graph.Limits;
using Engagement.Placements.Events;
using GraphQL;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Serving;

/// <summary>Sponsored lines of an article's page.</summary>
internal sealed partial class ArticlePlacements(PagePlacements placements, RenderedPlacements rendering, ILogger<ArticlePlacements> log)
{
    private const int MostSlots = 10;

    private bool _isAsked;

    /// <summary>
    /// Sponsored lines for the slots of one page, asked for all of them at once: only on the article that is a query's root field, and
    /// once a request. Empty: nothing fits; null: they could not be chosen. Never kept or shared. Errors: PLACEMENTS_MISPLACED
    /// elsewhere or for a second time, TOO_MANY for more than 10 slots.
    /// </summary>
    /// <param name="slots">Keys of slots, in the order of the page; unknown ones have nothing.</param>
    /// <param name="preview">A creative's `previewToken`: then it alone is shown, in the first of the slots that it may stand in, and nothing of it counts.</param>
    /// <param name="rendered">True of a page without script, which renders what it asked for: then the impressions count now, what can be seen of them stays unmeasured, and clicks count as ever. A server that asks for its reader passes `User-Agent` on, and as a trusted proxy the address.</param>
    [ListSize(20)]
    public async Task<IEnumerable<PlacementView>?> Placements([Parent] ArticleView article, IReadOnlyList<string> slots, string? preview, IResolveFieldContext context, bool rendered = false)
    {
        if (context.Parent is not { ParentType.Name: "Query", FieldDefinition.Name: "article" } || _isAsked)
            throw new ExecutionError("`placements` is asked for once, on the `article` of a query.") { Code = "PLACEMENTS_MISPLACED" };
        if (slots.Count > MostSlots)
            throw new ExecutionError($"`slots` has at most {MostSlots} entries, not {slots.Count}.") { Code = "TOO_MANY" };
        _isAsked = true;
        try
        {
            var chosen = preview is null
                ? await placements.DecideAsync(article.Row, slots, context.CancellationToken)
                : await placements.PreviewAsync(article.Row, slots, preview, context.CancellationToken);
            if (rendered)
                await rendering.CountAsync(chosen.Select(p => p.Token));
            return chosen;
        }
        catch (Exception e) when (!context.CancellationToken.IsCancellationRequested)
        {
            LogFailed(e); // the page goes on without them
            return null;
        }
    }

    [LoggerMessage(243, LogLevel.Error, "Placements could not be chosen; the page goes on without them")]
    private partial void LogFailed(Exception fault);
}
