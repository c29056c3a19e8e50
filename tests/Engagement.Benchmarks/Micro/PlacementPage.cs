using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Slots;
using Engagement.Placements.Tokens;

namespace Engagement.Benchmarks.Micro;

/// <summary>
/// A site of 10,000 articles, each of other names, and a page of four slots of one position: every campaign matches every article, so
/// that each is looked at; four of a category compete, and one of a hundred is a roadblock. What is measured is what a request does: the decision, and a signed token for each placement.
/// </summary>
internal sealed class PlacementPage
{
    private const int Articles = 10_000;

    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly string[] Keys = ["TOP", "INLINE", "SIDE", "END"];

    private static readonly PageContext[] Pages =
    [
        .. Enumerable.Range(1, Articles).Select(id => new PageContext
        {
            ArticleId = id, Channels = ["payments", $"channel {1_000 + (id % 40)}"], Keywords = ["fraud", "cards", $"keyword {id}", $"keyword {id % 997}"],
            Companies = [$"firm {id % 499}"], Language = "en-gb",
        }),
    ];

    private readonly byte[] _key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly ServingRates _rates;
    private ulong _seed;

    /// <param name="campaigns">How many there are.</param>
    /// <param name="isRated">Whether they have rates, which come to 0.9 in all, or share evenly.</param>
    public PlacementPage(int campaigns, bool isRated) => _rates = new(
        new(Keys.Select((key, i) => new LiveSlot(i, key, PlacementFormat.Line, 1)), Enumerable.Range(1, campaigns).Select(Campaign)),
        Enumerable.Range(1, campaigns).ToDictionary(i => (long)i, i => new ServingRate(isRated ? 0.9 / campaigns : null, i)),
        new Dictionary<long, Delivered>());

    /// <summary>Chooses for the next article.</summary>
    public PageDecision Decide() => PlacementDecision.Decide(_rates, Pages[(int)(++_seed % Articles)], Keys, Today, _seed);

    /// <summary>The same, with what a page gets beside it: how many characters of tokens.</summary>
    public int DecideAndSign()
    {
        var decision = Decide();
        var agent = PlacementKeys.AgentOf(_key, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        var characters = 0;
        foreach (var chosen in decision.Placements)
            characters += new PlacementToken(
                TokenMarks.None, chosen.Campaign.Id, chosen.Creative.Id, 1, chosen.Slot.Id, (byte)chosen.Position, 1_793_000_000_000, _seed,
                PlacementToken.NewNonce(), agent).Sign(_key).Length;
        return characters;
    }

    private static LiveCampaign Campaign(int id) => new(
        id, id, CampaignTier.Standard, id % 50 == 7 ? CampaignGoal.ShareOfVoice : CampaignGoal.ViewableImpressions, 1_000_000, null, CampaignState.Live, Today.AddDays(-10), Today.AddDays(10),
        new()
        {
            Slots = Keys,
            Channels = TermRule.Everything with { Any = [$"channel {id % 50}", "payments"], None = [$"channel {id % 30}"] },
            Keywords = TermRule.Everything with { Any = [$"keyword {id}", "cards"], All = ["fraud"] },
            Languages = TermRule.Everything with { Any = ["en"] },
            Safety = new() { Keywords = [$"crash {id % 100}"], Companies = [$"company {id}"] },
            Category = $"category {id / 4}",
            Roadblock = id % 100 == 0,
        },
        [new(id, true, true), new(-id, true, true)]);
}
