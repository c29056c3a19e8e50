using Engagement.Articles;
using Engagement.Data;
using Engagement.Placements.Decision;
using Engagement.Placements.Disclosures;
using Engagement.Placements.Events;
using Engagement.Placements.Tokens;
using Engagement.Readers;

namespace Engagement.Placements.Serving;

/// <summary>Decides for a page, and makes of what was decided what the page shows.</summary>
internal sealed class PagePlacements(
    CurrentServing serving, PageReader pages, PlacementPreview preview, PlacementKeys keys, DecisionCounts counts, PlacementMetrics metrics, DisclosureLabels labels, PlacementOptions options,
    Viewer viewer, Visitor visitor, SiteAddress site, SiteDays days, TimeProvider time)
{
    /// <param name="article">The page's.</param>
    /// <param name="slots">Keys, in the order of the page.</param>
    /// <param name="cancel">Ends the reads.</param>
    public async Task<IReadOnlyList<PlacementView>> DecideAsync(Article article, IReadOnlyList<string> slots, CancellationToken cancel)
    {
        var now = UtcMilliseconds.Cut(time.GetUtcNow().UtcDateTime);
        var state = await serving.GetAsync(cancel);
        var page = await pages.ReadAsync(article, state.Rates.Index.AsksForReports, cancel);
        var key = await keys.OfAsync(now, cancel);
        cancel.ThrowIfCancellationRequested(); // what nobody waits for is not counted
        var seed = unchecked((ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue));
        var decision = PlacementDecision.Decide(state.Rates, page, slots, days.Of(now), seed);
        var marks = viewer.PlacementMarks();
        counts.Add(article.Id, decision, now, isReader: visitor.FindInvalid(marks) is null);
        foreach (var slot in decision.Slots)
        {
            metrics.Add(slot.Slot.Key, filled: true, slot.Positions.Count - slot.Unfilled);
            metrics.Add(slot.Slot.Key, filled: false, slot.Unfilled);
        }
        var agent = PlacementKeys.AgentOf(key, visitor.Agent);
        return
        [
            .. from chosen in decision.Placements
               let token = new PlacementToken(
                   marks, chosen.Campaign.Id, chosen.Creative.Id, article.Id, chosen.Slot.Id, (byte)chosen.Position,
                   new DateTimeOffset(now).ToUnixTimeMilliseconds(), seed, PlacementToken.NewNonce(), agent)
               select Show(state.Creatives[chosen.Creative.Id], chosen.Slot.Key, chosen.Position, chosen.Reason is { Facet: not TargetFacet.Language } about ? page.NameOf(about) : null, token.Sign(key), token.Nonce, article.Language),
        ];
    }

    /// <summary>One creative in its place, if it has one; nothing else, and nothing counts. Null: the token is not good, or not any more.</summary>
    /// <param name="article">The page's.</param>
    /// <param name="slots">Keys, in the order of the page.</param>
    /// <param name="token">From <see cref="PlacementPreview"/>.</param>
    /// <param name="cancel">Ends the reads.</param>
    public async Task<IReadOnlyList<PlacementView>?> PreviewAsync(Article article, IReadOnlyList<string> slots, string token, CancellationToken cancel)
    {
        if (await preview.ReadAsync(token, cancel) is not { } read)
            return null;
        return await preview.FindAsync(read, slots, cancel) is var (shown, slot)
            ? [Show(shown, slot.Key, 0, null, token, read.Nonce, article.Language, isPreview: true)]
            : [];
    }

    private PlacementView Show(ShownCreative shown, string slot, int position, string? about, string token, long nonce, string? language, bool isPreview = false)
    {
        var creative = shown.Creative;
        return new(
            PublicId.Format("plc", nonce), slot, position, creative.Kind, creative.Headline, creative.Text, creative.CallToAction,
            creative.Image, creative.Logo,
            isPreview || site.BaseUrl is not { } address ? creative.LandingUrl : $"{address}/p/{token}", new Uri(creative.LandingUrl).IdnHost,
            new(
                labels.Shown(language, creative.Label, shown.Sponsor), shown.Sponsor, creative.PaidBy,
                DisclosureWords.Of(language, options.Language).Why(about)),
            token);
    }
}
