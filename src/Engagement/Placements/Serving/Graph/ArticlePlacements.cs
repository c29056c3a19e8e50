using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Graph.Limits;
using Engagement.Placements.Events;
using Engagement.Placements.Slots;
using GraphQL;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Serving;

/// <summary>Sponsored lines of an article's page.</summary>
internal sealed partial class ArticlePlacements(
    PagePlacements placements, RenderedPlacements rendering, PlacementOptions options, SqlDialect dialect, TimeProvider time, ILogger<ArticlePlacements> log)
{
    private bool _isAsked;

    /// <summary>
    /// Sponsored lines for the slots of one page, asked for all of them at once: only on the article that is a query's root field, and
    /// once a request, and always with `disclosure { label sponsor }`. Empty: nothing fits; null: they could not be chosen, or not in
    /// time. Never kept or shared. Errors: PLACEMENTS_MISPLACED elsewhere or for a second time, PLACEMENTS_UNDISCLOSED without what
    /// says that they are paid, TOO_MANY for more than 10 slots, INVALID_PREVIEW.
    /// </summary>
    /// <param name="slots">Keys of slots, in the order of the page; unknown ones have nothing.</param>
    /// <param name="preview">A creative's `previewToken` of the last hour: then it alone is shown, in the first of the slots that it may stand in, and nothing of it counts.</param>
    /// <param name="rendered">True of a page without script, which renders what it asked for: then the impressions count now, what can be seen of them stays unmeasured, and clicks count as ever. A server that asks for its reader passes `User-Agent` on, and as a trusted proxy the address.</param>
    [ListSize(20)]
    public async Task<IEnumerable<PlacementView>?> Placements([Parent] ArticleView article, IReadOnlyList<string> slots, string? preview, IResolveFieldContext context, bool rendered = false)
    {
        if (context.Parent is not { ParentType.Name: "Query", FieldDefinition.Name: "article" } || _isAsked)
            throw new ExecutionError("`placements` is asked for once, on the `article` of a query.") { Code = "PLACEMENTS_MISPLACED" };
        if (!DisclosedSelection.Holds(context))
            throw new ExecutionError("A placement is never without `disclosure { label sponsor }`: select it, without a directive.") { Code = "PLACEMENTS_UNDISCLOSED" };
        if (slots.Count > PlacementSlot.MostOfPage)
            throw new ExecutionError($"`slots` has at most {PlacementSlot.MostOfPage} entries, not {slots.Count}.") { Code = "TOO_MANY" };
        _isAsked = true;
        IReadOnlyList<PlacementView>? chosen;
        try
        {
            chosen = await ChooseAsync(article.Row, slots, preview, context.CancellationToken);
            if (rendered)
                await rendering.CountAsync((chosen ?? []).Select(p => p.Token));
        }
        catch (Exception e) when (!context.CancellationToken.IsCancellationRequested)
        {
            if (e is OperationCanceledException || dialect.IsTransient(e)) // of an outage each page has a line, and no more
                LogAway(e.GetBaseException().GetType().Name);
            else
                LogFailed(e);
            return null;
        }
        return chosen ?? throw new ExecutionError("`preview` is no `previewToken` of the last hour.") { Code = "INVALID_PREVIEW" };
    }

    /// <summary>A database that says nothing does not look at a token either: the page waits for its answer only so long.</summary>
    private async Task<IReadOnlyList<PlacementView>?> ChooseAsync(Article article, IReadOnlyList<string> slots, string? preview, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(options.DecisionTimeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        return preview is null
            ? await placements.DecideAsync(article, slots, end.Token).WaitAsync(end.Token)
            : await placements.PreviewAsync(article, slots, preview, end.Token).WaitAsync(end.Token);
    }

    [LoggerMessage(248, LogLevel.Warning, "Placements could not be chosen, or not in time ({Fault}); the page goes on without them")]
    private partial void LogAway(string fault);

    [LoggerMessage(243, LogLevel.Error, "Placements could not be chosen; the page goes on without them")]
    private partial void LogFailed(Exception fault);
}
