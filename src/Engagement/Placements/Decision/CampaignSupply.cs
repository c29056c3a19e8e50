namespace Engagement.Placements.Decision;

/// <summary>
/// The cells that one campaign may stand in, and what it gets of them at a rate: in each position what the rate is, but
/// at most what others left. It stands once on a page and not beside its category, so that a position counts only where
/// neither is there yet. A roadblock has one draw, in its first slot, for one position of each.
/// </summary>
internal sealed class CampaignSupply
{
    private const int Steps = 30;
    private const double Precision = 1e-6;

    private readonly PlannedSupply _supply;
    private readonly Demand _demand;
    private readonly int[] _cells;
    private readonly double[]? _standing;

    /// <summary>Where each day's part of <see cref="_cells"/> begins, and their end.</summary>
    private readonly List<int> _days = [];

    /// <param name="supply">What is left.</param>
    /// <param name="demand">Whose, and when.</param>
    /// <param name="mayStand">By page and slot.</param>
    /// <param name="slots">How many there are.</param>
    /// <param name="room">For as many cells as there are; used while this is.</param>
    public CampaignSupply(PlannedSupply supply, Demand demand, ReadOnlySpan<bool> mayStand, int slots, int[] room)
    {
        (_supply, _demand, _cells) = (supply, demand, room);
        _standing = demand.Category is >= 0 and var category ? supply.StandingOf(category) : null;
        var count = 0;
        for (var i = 0; i < supply.Cells.Length; i++)
        {
            ref var cell = ref supply.Cells[i];
            if (!mayStand[(cell.Page * slots) + cell.Slot] || cell.Day < demand.From || cell.Day > demand.To)
                continue;
            if (count == 0 || supply.Cells[_cells[count - 1]].Day != cell.Day)
                _days.Add(count);
            _cells[count++] = i;
        }
        _days.Add(count);
    }

    /// <summary>The rate, 0–1, at which it gets what it wants; 1 if it cannot get so much.</summary>
    /// <remarks>Newton's method from the left: what is got is concave in the rate, so that no step goes too far.</remarks>
    public double RateFor(double units)
    {
        var rate = 0.0;
        for (var step = 0; step < Steps && rate < 1; step++)
        {
            var (got, slope) = At(rate);
            if (units - got <= units * Precision)
                break;
            rate = slope > 0 ? rate + ((units - got) / slope) : 1;
        }
        return Math.Min(rate, 1);
    }

    /// <summary>What it gets, in viewable impressions, and how fast that grows with the rate.</summary>
    public (double Units, double Slope) At(double rate)
    {
        var (units, slope) = (0.0, 0.0);
        for (var day = 0; day < _days.Count - 1; day++)
        {
            var (ofDay, slopeOfDay) = Serve(day, rate, take: false);
            var limit = LimitOf(day);
            (units, slope) = ofDay < limit ? (units + ofDay, slope + slopeOfDay) : (units + limit, slope);
        }
        return (units, slope);
    }

    /// <summary>Takes what it gets out of the supply; a day's limit lowers that day's rate. Returns the rate of its first day.</summary>
    public double Take(double rate)
    {
        var first = rate;
        for (var day = _days.Count - 2; day >= 0; day--)
        {
            var units = Serve(day, rate, take: false).Units;
            first = units <= LimitOf(day) ? rate : rate * LimitOf(day) / units;
            Serve(day, first, take: true);
        }
        return first;
    }

    /// <summary>Takes all that is left.</summary>
    public void TakeAll()
    {
        foreach (var cell in _cells.AsSpan(0, _days[^1]))
            _supply.Cells[cell].Left = 0;
    }

    private double LimitOf(int day) => _supply.Cells[_cells[_days[day]]].Day == _demand.Today ? _demand.LimitToday : _demand.Limit;

    /// <summary>What it gets on one day; <paramref name="take"/>: and takes.</summary>
    private (double Units, double Slope) Serve(int day, double rate, bool take)
    {
        var (units, slope) = (0.0, 0.0);
        var (page, left, absent) = (-1, 0.0, (Part: 0.0, Slope: 0.0));
        foreach (var i in _cells.AsSpan(_days[day].._days[day + 1]))
        {
            ref var cell = ref _supply.Cells[i];
            var isFirst = cell.PageDay != page;
            if (isFirst)
                (page, left, absent) = (cell.PageDay, cell.Left, (1 - (_standing?[cell.PageDay] ?? 0), 0));
            else if (!_demand.IsRoadblock)
                left = cell.Left;
            var (share, shareSlope) = rate < left ? (rate, 1.0) : (left, 0.0);
            var (before, still) = (units, absent);
            for (var position = _demand.IsRoadblock ? 1 : cell.Positions; position > 0; position--)
            {
                units += cell.PerPosition * still.Part * share;
                slope += cell.PerPosition * ((still.Slope * share) + (still.Part * shareSlope));
                still = (still.Part * (1 - share), (still.Slope * (1 - share)) - (still.Part * shareSlope));
            }
            var part = cell.PerPosition > 0 ? (units - before) / (cell.PerPosition * cell.Positions) : 0;
            if (take && (isFirst || !_demand.IsRoadblock))
                cell.Left = Math.Max(0, cell.Left - part);
            else if (take)
                cell.PerPosition *= 1 - part; // filled before it is drawn for
            if (take && _standing is not null)
                _standing[page] = 1 - still.Part;
            if (!_demand.IsRoadblock)
                absent = still;
        }
        return (units, slope);
    }
}
