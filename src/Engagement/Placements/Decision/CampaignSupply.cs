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

    /// <summary>Where earlier tiers put none of its category: all else here is a part of those pages; null: of all.</summary>
    private readonly PagesWithout? _without;

    /// <summary>Of a share, by cell: what stands for the pages of its page's group, whichever slot they show; null: what counts is seen.</summary>
    private readonly double[]? _pages;

    /// <summary>Of a roadblock, by cell: the fraction of pages on which earlier tiers leave room in each of its slots; null: see <see cref="OpenOf"/>.</summary>
    private readonly double[]? _open;

    /// <summary>In the cells of a page so far: the fraction of pages on which it stands there, and how fast that grows with the rate.</summary>
    private readonly (int Cell, double Part, double Slope)[] _own;

    /// <summary>Where each day's part of <see cref="_cells"/> begins, and their end. Days that are far ahead come up to seven at once.</summary>
    private readonly List<int> _days = [];

    /// <summary>By day: how many days of it are the campaign's, and what part of it that is.</summary>
    private readonly List<(int Days, double Part)> _ownDays = [];

    /// <param name="supply">What is left.</param>
    /// <param name="demand">Whose, and when.</param>
    /// <param name="mayStand">By page and slot.</param>
    /// <param name="slots">How many there are.</param>
    /// <param name="room">For as many cells as there are; used while this is.</param>
    public CampaignSupply(PlannedSupply supply, Demand demand, ReadOnlySpan<bool> mayStand, int slots, int[] room)
    {
        (_supply, _demand, _cells, _own) = (supply, demand, room, new (int, double, double)[supply.CellsOfPage]);
        if (demand.Category >= 0)
            (_standing, _without) = (supply.StandingOf(demand.Category), supply.Without(demand.Category));
        var count = 0;
        for (var (start, end) = (0, 0); start < supply.Cells.Length; start = end)
        {
            ref var cell = ref supply.Cells[start];
            end = start + cell.OnPage;
            var days = PlannedCell.DaysWithin(cell.Day, cell.Days, demand.From, demand.To);
            var ofPage = mayStand.Slice(cell.Page * slots, slots);
            for (var i = start; days > 0 && i < end; i++)
                if (ofPage[supply.Cells[i].Slot] && (!demand.IsRoadblock || supply.Cells[i].Position == 0))
                {
                    if (count == 0 || supply.Cells[_cells[count - 1]].Day != cell.Day)
                    {
                        _days.Add(count);
                        _ownDays.Add((days, (double)days / cell.Days));
                    }
                    _cells[count++] = i;
                }
        }
        _days.Add(count);
        _pages = demand.Share is null ? null : OfPages(count, 0, (most, cell) => Math.Max(most, supply.Cells[cell].Viewables)); // the slot that is seen most tells how many there are
        _open = demand.IsRoadblock ? OfPages(count, 1, (room, cell) => room * RoomIn(cell)) : null; // it needs a position of each slot, whichever is left
    }

    /// <summary>The rate, 0–1, at which it gets what it wants; 1 if it cannot get so much.</summary>
    public double RateFor(double units) => RateFor(units, At);

    /// <summary>The same of one day or all: Newton's method from the left. What is got is concave in the rate, so that no step goes too far.</summary>
    private static double RateFor(double units, Func<double, (double Units, double Slope)> at)
    {
        var rate = 0.0;
        for (var step = 0; step < Steps && rate < 1; step++)
        {
            var (got, slope) = at(rate);
            if (units - got <= units * Precision)
                break;
            rate = slope > 0 ? rate + ((units - got) / slope) : 1;
        }
        return Math.Min(rate, 1);
    }

    /// <summary>What it gets, in viewable impressions, or pages of a share, and how fast that grows with the rate.</summary>
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

    /// <summary>By cell of <see cref="Cells"/>: the fraction of pages on which it stands there, by <see cref="Take(double)"/>. None without a category.</summary>
    public float[] Standing { get; private set; } = [];

    /// <summary>How many it has.</summary>
    public int Cells => _days[^1];

    /// <summary>Takes it off the pages on which it was expected to stand.</summary>
    /// <param name="standing">As it was.</param>
    public void Leave(float[] standing)
    {
        for (var i = 0; i < standing.Length; i++)
            _standing![_cells[i]] -= standing[i]; // there is a category where it stood
    }

    /// <summary>Takes what it gets out of the supply; a day's limit lowers that day's rate. Returns the rate at which it is served on its first day.</summary>
    public double Take(double rate)
    {
        var served = 0.0;
        Take(day =>
        {
            var units = Serve(day, rate, take: false).Units;
            var even = units <= LimitOf(day) ? rate : rate * LimitOf(day) / units;
            served = Math.Min(1, _demand.Ahead * even);
            return _demand.IsRoadblock && IsToday(day) ? Math.Min(served, RateToday(day)) : even; // others see what it fills now, not what it would evenly
        });
        return served;
    }

    /// <summary>At which it gets all that it may have today.</summary>
    private double RateToday(int day) => RateFor(Math.Min(_demand.LimitToday, _demand.Units ?? double.PositiveInfinity), rate => Serve(day, rate, take: false));

    /// <summary>Takes a part of each day, which another day does not make up for. Returns the rate of its first day.</summary>
    /// <param name="units">Of each day, at most.</param>
    public double Take(IReadOnlyList<double> units) => Take(day => RateFor(units[day], rate => Serve(day, rate, take: false)));

    /// <summary>What it gets on each of its days at rate 1, without regard to limits.</summary>
    public double[] OfDays() => [.. Enumerable.Range(0, _days.Count - 1).Select(day => Serve(day, 1, take: false).Units)];

    /// <summary>Takes all that is left.</summary>
    public void TakeAll()
    {
        for (var day = 0; day < _ownDays.Count; day++)
            foreach (var cell in _cells.AsSpan(_days[day].._days[day + 1]))
                _supply.Cells[cell].Left *= 1 - _ownDays[day].Part;
    }

    /// <summary>By cell, what the cells of its page come to.</summary>
    private double[] OfPages(int count, double none, Func<double, int, double> add)
    {
        var ofPages = new double[count];
        for (var (first, end) = (0, 0); first < count; first = end)
        {
            var sum = none;
            for (end = first; end < count && _supply.Cells[_cells[end]].PageDay == _supply.Cells[_cells[first]].PageDay; end++)
                sum = add(sum, _cells[end]);
            Array.Fill(ofPages, sum, first, end - first);
        }
        return ofPages;
    }

    /// <summary>The fraction of pages, see <see cref="_without"/>, on which earlier tiers leave a cell.</summary>
    private double OpenOf(int i)
    {
        ref var cell = ref _supply.Cells[i];
        return _without is null ? cell.Open : _without.ByPage[cell.PageDay] > 0 ? Math.Min(1, cell.Open / _without.ByCell[i]) : 0;
    }

    /// <summary>The same of any position of a slot.</summary>
    /// <param name="cell">The first of its slot.</param>
    private double RoomIn(int cell)
    {
        var (slot, pageDay, taken) = (_supply.Cells[cell].Slot, _supply.Cells[cell].PageDay, 1.0);
        for (var i = cell; i < _supply.Cells.Length && _supply.Cells[i].PageDay == pageDay && _supply.Cells[i].Slot == slot; i++)
            taken *= 1 - OpenOf(i);
        return 1 - taken;
    }

    private double Take(Func<int, double> rateOf)
    {
        var first = 0.0;
        Standing = _standing is null ? [] : new float[Cells];
        for (var day = _days.Count - 2; day >= 0; day--)
        {
            first = rateOf(day);
            Serve(day, first, take: true);
        }
        for (var i = 0; i < Standing.Length; i++)
            _standing![_cells[i]] += Standing[i];
        return first;
    }

    private double LimitOf(int day) => IsToday(day) ? _demand.LimitToday : _demand.Limit * _ownDays[day].Days;

    private bool IsToday(int day) => _supply.Cells[_cells[_days[day]]].Day == _demand.Today;

    /// <summary>What it gets on one day; <paramref name="take"/>: and takes.</summary>
    private (double Units, double Slope) Serve(int day, double rate, bool take)
    {
        var (units, slope) = (0.0, 0.0);
        var ofDay = _ownDays[day].Part;
        var (page, first, count, next, left) = (-1, 0, 0, 0, 0.0);
        var (absent, plain) = ((Part: 0.0, Slope: 0.0), (Part: 0.0, Slope: 0.0));
        for (var place = _days[day]; place < _days[day + 1]; place++)
        {
            var i = _cells[place];
            ref var cell = ref _supply.Cells[i];
            var isFirst = cell.PageDay != page;
            if (isFirst)
                (page, first, count, next, plain) = (cell.PageDay, i, 0, i - cell.Place, (1, 0));
            for (; _standing is not null && next < i; next++)
                plain.Part -= _standing[next];
            if (isFirst || !_demand.IsRoadblock)
                (left, absent) = (cell.Left, cell.Blocks.Length == 0 ? (Math.Max(0, plain.Part), plain.Slope) : AbsentAt(i, count));
            var (share, shareSlope) = rate < left ? (rate, 1.0) : (left, 0.0);
            var open = _open is null ? OpenOf(i) : _open[place];
            var (free, kept) = (open * cell.Free, _without is null ? 1 : _without.ByPage[cell.PageDay]);
            var stands = (Cell: i, Part: free * absent.Part * share, Slope: free * ((absent.Slope * share) + (absent.Part * shareSlope)));
            var counted = kept * ofDay * (_pages is null ? cell.Viewables : _pages[place]);
            units += counted * stands.Part;
            slope += counted * stands.Slope;
            if (!_demand.IsRoadblock)
                (_own[count++], plain) = (stands, (plain.Part - stands.Part, plain.Slope - stands.Slope));
            if (take)
                Take(ref cell, isFirst, Math.Min(1, kept * open / cell.Open) * absent.Part * share * ofDay);
            if (take && Standing.Length > 0 && (isFirst || !_demand.IsRoadblock))
                Standing[place] = (float)(stands.Part * ofDay);
        }
        return (units, slope);
    }

    /// <summary>Where neither it nor its category stands yet, of the pages on which no roadblock fills a cell.</summary>
    /// <param name="i">The cell.</param>
    /// <param name="count">How many of <see cref="_own"/> are of its page.</param>
    private (double Part, double Slope) AbsentAt(int i, int count)
    {
        ref var cell = ref _supply.Cells[i];
        var (part, slope) = (1.0, 0.0);
        if (_standing is not null)
            for (var earlier = i - cell.Place; earlier < i; earlier++)
                part -= _standing[earlier] * cell.TimesMet(_supply.Cells[earlier]);
        foreach (var own in _own.AsSpan(0, count))
        {
            var times = cell.TimesMet(_supply.Cells[own.Cell]);
            (part, slope) = (part - (own.Part * times), slope - (own.Slope * times));
        }
        return part > 0 ? (part, slope) : (0, 0);
    }

    /// <param name="cell">From which.</param>
    /// <param name="isFirst">Of its page.</param>
    /// <param name="part">The fraction of what is open; no number where nothing is.</param>
    private void Take(ref PlannedCell cell, bool isFirst, double part)
    {
        if (!(part > 0))
            return;
        if (isFirst || !_demand.IsRoadblock)
            cell.Left = Math.Max(0, cell.Left - part);
        else
            cell.Free *= 1 - part;
        if (_demand.IsRoadblock && part < 1)
            cell.Blocks = [.. cell.Blocks, new(_demand.Campaign, part, isFirst)];
    }
}
