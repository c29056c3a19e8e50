using System.Buffers;
using System.Numerics;
using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>
/// The targets of all campaigns, turned round: by name, whose condition it meets or breaks. A campaign asks for several conditions at
/// once, each of which one of its names meets: each list of <see cref="TermRule.Any"/>, and each name of <see cref="TermRule.All"/>.
/// There is a row of bits for the first condition of each campaign, one for the second, and so on; a page adds those whose condition
/// its names meet, and who stands in each row matches. So a page costs its own names × campaigns ÷ 64 and no look at any campaign.
/// </summary>
internal sealed class TargetSets
{
    /// <summary>Rows of conditions of <see cref="TermRule.All"/>; those who ask for more names are looked at one by one.</summary>
    private const int AllRows = 4;

    private readonly int _words;

    /// <summary>The rows before a page is looked at: who has no such condition. Then two rows, for those a page breaks the targets or the safety of.</summary>
    private readonly ulong[] _rows;

    private readonly int _conditions;

    /// <summary>By term: to which rows it adds whom.</summary>
    private readonly (int Row, CampaignSet Campaigns)[][] _ofTerm;

    private readonly (PageFlags Flag, CampaignSet Campaigns)[] _ofFlag;
    private readonly Dictionary<int, List<int>> _further = [];
    private readonly ulong[] _haveFurther;

    /// <param name="campaigns">By place.</param>
    /// <param name="terms">Numbers their names.</param>
    public TargetSets(LiveCampaign[] campaigns, PageTerms terms)
    {
        _words = CampaignBits.Words(campaigns.Length);
        var conditions = new List<List<int>>();
        var added = new Dictionary<(int Term, int Row), List<int>>();
        var (broken, notSafe) = (-1, -2);
        foreach (var (campaign, live) in campaigns.Index())
        {
            var (row, all, rules) = (0, 0, RulesOf(live));
            foreach (var (facet, rule) in rules)
                if (rule.Any.Count > 0)
                    Require(row++, campaign, facet, rule.Any);
            foreach (var (facet, rule) in rules)
                foreach (var name in rule.All)
                    if (all++ < AllRows)
                        Require(row++, campaign, facet, [name]);
                    else if (!_further.TryAdd(campaign, [terms.Number(facet, name)]))
                        _further[campaign].Add(terms.Number(facet, name));
            foreach (var (facet, rule) in rules)
                Add(broken, campaign, facet, rule.None);
            Add(notSafe, campaign, TargetFacet.Channel, live.Rules.Safety.Channels);
            Add(notSafe, campaign, TargetFacet.Keyword, live.Rules.Safety.Keywords);
            Add(notSafe, campaign, TargetFacet.Company, live.Rules.Safety.Companies);
        }
        _conditions = conditions.Count;
        _rows = [.. conditions.SelectMany(who => CampaignBits.Of(campaigns.Length, Enumerable.Range(0, campaigns.Length).Except(who))), .. new ulong[2 * _words]];
        _ofTerm = [.. Enumerable.Repeat<(int, CampaignSet)[]>([], terms.Count)];
        foreach (var term in added.GroupBy(a => a.Key.Term))
            _ofTerm[term.Key] = [.. term.Select(a => (a.Key.Row >= 0 ? a.Key.Row : _conditions - 1 - a.Key.Row, new CampaignSet(campaigns.Length, a.Value)))];
        _ofFlag =
        [
            (PageFlags.ClosedThread, Who(s => s.ClosedThreads)), (PageFlags.ReportedThread, Who(s => s.ReportedThreads)), (PageFlags.Sensitive, Who(s => s.Sensitive)),
        ];
        _haveFurther = CampaignBits.Of(campaigns.Length, _further.Keys);

        void Require(int row, int campaign, TargetFacet facet, IEnumerable<string> names)
        {
            if (row == conditions.Count)
                conditions.Add([]);
            conditions[row].Add(campaign);
            Add(row, campaign, facet, names);
        }

        void Add(int row, int campaign, TargetFacet facet, IEnumerable<string> names)
        {
            foreach (var name in names)
            {
                var key = (terms.Number(facet, name), row);
                if (!added.TryGetValue(key, out var who))
                    added.Add(key, who = []);
                who.Add(campaign);
            }
        }

        CampaignSet Who(Func<BrandSafety, bool> asks) => new(campaigns.Length, [.. campaigns.Index().Where(c => asks(c.Item.Rules.Safety)).Select(c => c.Index)]);
    }

    /// <summary>Whose targets a page meets, and whom it is safe for.</summary>
    /// <param name="page">Its names, see <see cref="PageTerms.SetOf"/>.</param>
    /// <param name="flags">What it has beside them.</param>
    /// <param name="targeted">Bits of all campaigns, which are overwritten.</param>
    /// <param name="safe">The same.</param>
    public void Match(ReadOnlySpan<ulong> page, PageFlags flags, Span<ulong> targeted, Span<ulong> safe)
    {
        var rented = ArrayPool<ulong>.Shared.Rent(_rows.Length);
        var rows = rented.AsSpan(0, _rows.Length);
        _rows.CopyTo(rows);
        for (var word = 0; word < page.Length; word++)
            for (var rest = page[word]; rest != 0; rest &= rest - 1)
                foreach (var (row, campaigns) in _ofTerm[(word * 64) + BitOperations.TrailingZeroCount(rest)])
                    campaigns.AddTo(rows.Slice(row * _words, _words));
        var notSafe = rows[((_conditions + 1) * _words)..];
        foreach (var (flag, campaigns) in _ofFlag)
            if ((flags & flag) != 0)
                campaigns.AddTo(notSafe);
        targeted.Fill(ulong.MaxValue);
        CampaignBits.AndNot(targeted, rows.Slice(_conditions * _words, _words));
        for (var row = 0; row < _conditions; row++)
            CampaignBits.And(targeted, rows.Slice(row * _words, _words));
        safe.Fill(ulong.MaxValue);
        CampaignBits.AndNot(safe, notSafe);
        ArrayPool<ulong>.Shared.Return(rented);
        RemoveWhoMissFurther(page, targeted);
    }

    private void RemoveWhoMissFurther(ReadOnlySpan<ulong> page, Span<ulong> targeted)
    {
        for (var word = 0; word < targeted.Length; word++)
            for (var rest = targeted[word] & _haveFurther[word]; rest != 0; rest &= rest - 1)
                foreach (var term in _further[(word * 64) + BitOperations.TrailingZeroCount(rest)])
                    if (!PageTerms.Has(page, term))
                        targeted[word] &= ~(rest & (~rest + 1));
    }

    /// <summary>A campaign's rules, in the order in which they are told.</summary>
    public static (TargetFacet Facet, TermRule Rule)[] RulesOf(LiveCampaign live) =>
    [
        (TargetFacet.Channel, live.Rules.Channels), (TargetFacet.Keyword, live.Rules.Keywords),
        (TargetFacet.Company, live.Rules.Companies), (TargetFacet.Language, live.Rules.Languages),
    ];
}
