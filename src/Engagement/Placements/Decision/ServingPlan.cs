namespace Engagement.Placements.Decision;

/// <summary>
/// Plans the serving rates from a forecast, after the High Water Mark algorithm (Bharadwaj et al., "SHALE: an efficient
/// algorithm for allocation of guaranteed display advertising", KDD 2012). Tier by tier; in a tier the scarcest first, by
/// what is left of the goal ÷ what it could get alone. For each campaign j the rate α is solved from
/// <code>Σ over its cells i of sᵢ · min(α, rᵢ) = left of j, or α = 1 if there is not so much</code>
/// sᵢ: viewable impressions of the cell; rᵢ: the fraction of it that is not given to earlier ones, which then falls by
/// min(α, rᵢ). Who could get its goal alone but not after the others is planned before them in another round: they may
/// have cells that it has not. What standing once on a page does to both, see <see cref="CampaignSupply"/>. It is served at
/// <code>min(1, α · (1 + 0.05 · goal ÷ left of the goal))</code>
/// which is 1.05 α at first and always up to 5 % ahead of even, so that a day with little traffic, the last one too, can be made up for;
/// of today others are left what a roadblock does not fill so, or with all that it may still have. A share of voice wants its part of
/// the pages of each day that it could stand on alone, and is served at α. Who bought days is drawn first, at the rate that brings
/// three viewable impressions in what is left of the day, until one came; then it shares what the others leave.
/// </summary>
/// <example>
/// Pages P with 1,000 and Q with 500 viewable impressions. A wants 300 of Q, B 750 of both, C 90 of P: scarcity 0.6, 0.5, 0.09.
/// A: 500 α = 300, α = 0.6; of Q is left 0.4. B: 1,000 α + 500 min(α, 0.4) = 750, α = 0.55; of P is left 0.45, of Q nothing.
/// C: 1,000 min(α, 0.45) = 90, α = 0.09. They are served at 0.63, 0.5775 and 0.0945.
/// </example>
internal sealed class ServingPlan
{
    /// <summary>How often a tier is planned, as long as somebody is displaced.</summary>
    private const int Rounds = 3;

    /// <summary>Of cells: how much is kept of where competitors stand (64 MiB); those beyond it are planned as if they had none, and corrected by what is delivered.</summary>
    private const int MostKept = 16 * 1_024 * 1_024;

    private readonly PlacementIndex _index;
    private readonly PlannedSupply _supply;
    private readonly int[] _room;
    private readonly bool[] _mayStand;
    private readonly ulong[][] _fitting;
    private readonly Dictionary<long, ServingRate> _rates = [];
    private readonly CancellationToken _cancel;
    private long _kept;

    /// <summary>By campaign: what of its goal, or of its share, it gets beside the others; none unless it tells.</summary>
    private readonly Dictionary<int, double> _gets = [];
    private readonly bool _tells;

    /// <summary>Where each of the tier was expected to stand when it was planned last; its competitors, planned before it, see that in the next round.</summary>
    private readonly Dictionary<Demand, float[]> _standing = [];

    private ServingPlan(PlacementIndex index, PlannedSupply supply, bool tells, CancellationToken cancel)
    {
        (_index, _supply, _tells, _cancel) = (index, supply, tells, cancel);
        _room = new int[supply.Cells.Length];
        _mayStand = new bool[supply.Pages.Length * index.Slots.Length];
        _fitting = Array.ConvertAll(supply.Pages, index.FittingOn);
    }

    /// <summary>Rates of the campaigns that are served, now or once their days come.</summary>
    /// <param name="index">All campaigns.</param>
    /// <param name="delivered">By campaign; one that is not in it has delivered nothing.</param>
    /// <param name="forecast">Up to the last day of each campaign: what it leaves out counts as nothing.</param>
    /// <param name="today">Of the site.</param>
    /// <param name="cancel">Ends it between two campaigns.</param>
    public static IReadOnlyDictionary<long, ServingRate> Compute(
        PlacementIndex index, IReadOnlyDictionary<long, Delivered> delivered, IEnumerable<SupplyCell> forecast, DateOnly today, CancellationToken cancel)
    {
        var plan = new ServingPlan(index, new(index, forecast, today), tells: false, cancel);
        plan.PlanTiers(plan.DemandsOf(delivered, today).Where(d => d.Live.IsServed));
        return plan._rates;
    }

    /// <summary>
    /// What there is for one campaign on its days, beside those that come before it: of its tier, while it is not served yet, all that
    /// are. What a campaign of ours wants is there too if they can give way to it, and lose nothing.
    /// </summary>
    /// <param name="campaign">Which.</param>
    /// <param name="index">All campaigns, this one too, whatever its state.</param>
    /// <param name="delivered">By campaign.</param>
    /// <param name="forecast">Up to the last day of each campaign that it shares days with.</param>
    /// <param name="today">Of the site.</param>
    /// <param name="cancel">Ends it between two campaigns.</param>
    public static Availability AvailabilityOf(
        int campaign, PlacementIndex index, IReadOnlyDictionary<long, Delivered> delivered, IEnumerable<SupplyCell> forecast, DateOnly today, CancellationToken cancel)
    {
        var plan = new ServingPlan(index, new(index, forecast, today), tells: true, cancel);
        var demands = plan.DemandsOf(delivered, today);
        var own = demands[campaign];
        var (eligible, parts) = plan.AloneOf(own);
        foreach (var tier in demands.Where(d => d != own && d.Live.IsServed && ComesBefore(d, own)).OrderBy(d => d.Live.Tier).GroupBy(d => d.Live.Tier))
        {
            plan.PlanTier([.. tier]);
            if (tier.Key < own.Live.Tier)
                plan.PassOn(tier);
            else if (!own.Live.IsServed)
                plan._supply.PassOn(); // what is booked is not its to take, whoever would be planned first
        }
        var left = plan.SupplyOf(own);
        var units = MostOf(own, left, parts);
        if (own.Live.Id != 0 && own.Units is { } goal && Demand.NeededOf(own.Live, goal) is var wanted && units < wanted && wanted <= eligible && CanGiveWay(wanted))
            units = wanted;
        return new(eligible, units, own.Share is null ? own.Units : parts.Sum(), plan.DaysLeftFor(own));

        bool CanGiveWay(double wanted)
        {
            var beside = new ServingPlan(index, new(index, forecast, today), tells: true, cancel);
            beside.PlanTiers(beside.DemandsOf(delivered, today).Where(d => (d.Live.IsServed || d.Campaign == campaign) && d.Live.Tier <= own.Live.Tier));
            return IsAbout(beside._gets.GetValueOrDefault(campaign), wanted)
                && (own.Live.IsServed || plan._gets.All(other => IsAbout(beside._gets.GetValueOrDefault(other.Key), other.Value)));
        }

        static bool IsAbout(double gets, double wanted) => gets >= (0.995 * wanted) - 0.5;
    }

    private List<Demand> DemandsOf(IReadOnlyDictionary<long, Delivered> delivered, DateOnly today) =>
        [.. Enumerable.Range(0, _index.Campaigns.Length).Select(c => DemandOf(c, delivered, today))];

    private void PlanTiers(IEnumerable<Demand> demands)
    {
        foreach (var tier in demands.OrderBy(d => d.Live.Tier).GroupBy(d => d.Live.Tier))
        {
            PlanTier([.. tier]);
            PassOn(tier);
        }
    }

    private static bool ComesBefore(Demand other, Demand own) =>
        other.Live.Tier < own.Live.Tier || (other.Live.Tier == own.Live.Tier && (!own.Live.IsServed || PriorityOf(other) <= PriorityOf(own)));

    /// <summary>Days on which it can be seen, after <see cref="SupplyOf"/>.</summary>
    private int DaysLeftFor(Demand own) => _supply.Cells
        .Where(c => _mayStand[(c.Page * _index.Slots.Length) + c.Slot])
        .GroupBy(c => (c.Day, c.Days)).Where(day => day.Sum(c => c.Viewables * c.Open * c.Free * c.Left) >= day.Key.Days)
        .Sum(day => PlannedCell.DaysWithin(day.Key.Day, day.Key.Days, own.From, own.Live.EndsOn.DayNumber));

    private Demand DemandOf(int campaign, IReadOnlyDictionary<long, Delivered> delivered, DateOnly today)
    {
        var category = _index.CategoryOf(campaign);
        var isPlanned = category >= 0 && (_kept += _supply.Cells.Length) <= MostKept;
        var live = _index.Campaigns[campaign];
        return new(campaign, isPlanned ? category : -1, live, delivered.GetValueOrDefault(live.Id), today);
    }

    private void PlanTier(List<Demand> tier)
    {
        var alone = tier.Where(d => d.IsPlanned).ToDictionary(d => d, AloneOf);
        List<Demand> order = [.. alone.Keys.Where(d => alone[d].Units > 0).OrderBy(PriorityOf).ThenByDescending(Scarcity).ThenBy(d => d.Live.Id)];
        Dictionary<Demand, double> rates = [];
        var haveCompetitors = order.Where(d => d.Category >= 0).GroupBy(d => d.Category).Any(c => c.Skip(1).Any());
        _standing.Clear();
        for (var round = 1; ; round++)
        {
            var displaced = order.Where(d => !TryPlan(d, alone[d].Parts, rates) && Scarcity(d) <= 1).ToList();
            if ((displaced.Count == 0 && (!haveCompetitors || round > 1)) || round == Rounds)
                break;
            order = [.. displaced.Union(order).OrderBy(PriorityOf)];
            _supply.Restart();
        }
        foreach (var demand in order)
            _rates.Add(demand.Live.Id, demand.IsByDay ? new(null, _rates.Count, rates[demand]) : new(rates[demand], _rates.Count));
        foreach (var demand in tier.Except(order)) // where nothing is expected, a share is still one and days come first
            _rates.Add(demand.Live.Id, new(demand.Share, _rates.Count, demand.IsByDay && demand.LimitToday > 0 ? 1 : 0));

        double Scarcity(Demand demand) => demand.Units is { } units ? units / alone[demand].Units : double.PositiveInfinity;
    }

    /// <summary>What the tier leaves to the next: nothing where somebody shares the rest.</summary>
    private void PassOn(IEnumerable<Demand> tier)
    {
        foreach (var demand in tier.Where(d => _rates[d.Live.Id].Rate is null))
            SupplyOf(demand).TakeAll();
        _supply.PassOn();
    }

    /// <summary>What is planned before others: roadblocks, because they fill positions that are then not drawn for, whoever else has a rate there; then shares and days.</summary>
    private static int PriorityOf(Demand demand) => demand.IsRoadblock ? 0 : demand.Share is not null || demand.IsByDay ? 1 : 2;

    /// <summary>What it could get if there were nobody else, and the part of each day that it wants; none if it bought no share.</summary>
    private (double Units, double[] Parts) AloneOf(Demand demand)
    {
        var supply = SupplyOf(demand);
        return (supply.At(1).Units, demand.Share is { } share ? Array.ConvertAll(supply.OfDays(), units => share * units) : []);
    }

    /// <summary>What it could get of what is left, of a share at most its part of each day.</summary>
    private static double MostOf(Demand demand, CampaignSupply left, double[] parts) =>
        demand.Share is null ? left.At(1).Units : left.OfDays().Zip(parts, Math.Min).Sum();

    /// <summary>False: it does not get what it wants.</summary>
    private bool TryPlan(Demand demand, double[] parts, Dictionary<Demand, double> rates)
    {
        var supply = SupplyOf(demand);
        if (_standing.TryGetValue(demand, out var standing))
            supply.Leave(standing);
        if (_tells)
            _gets[demand.Campaign] = Math.Min(demand.Units ?? double.PositiveInfinity, MostOf(demand, supply, parts));
        var rate = demand.Units is { } units ? supply.RateFor(units) : 1; // days have their limit, shares their parts
        rates[demand] = demand.Share is null ? supply.Take(rate) : supply.Take(parts);
        _standing[demand] = supply.Standing;
        return demand.Units is null || rate < 1;
    }

    private CampaignSupply SupplyOf(Demand demand)
    {
        _cancel.ThrowIfCancellationRequested();
        _mayStand.AsSpan().Clear();
        for (var page = 0; page < _fitting.Length; page++)
            if (CampaignBits.Has(_fitting[page], demand.Campaign))
                AllowSlots(demand, page);
        return new(_supply, demand, _mayStand, _index.Slots.Length, _room);
    }

    private void AllowSlots(Demand demand, int page)
    {
        var slots = _mayStand.AsSpan(page * _index.Slots.Length, _index.Slots.Length);
        for (var slot = 0; slot < slots.Length; slot++)
            slots[slot] = _supply.Has(page, slot) && _index.FirstDropped(demand.Campaign, slot) is null;
        if (demand.IsRoadblock && slots.Count(true) < demand.Live.Rules.Slots.Count)
            slots.Clear();
    }
}
