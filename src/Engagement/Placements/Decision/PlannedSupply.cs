namespace Engagement.Placements.Decision;

/// <summary>The forecast while a plan hands it out.</summary>
internal sealed class PlannedSupply
{
    private readonly HashSet<(int Page, int Slot)> _offered;
    private readonly Dictionary<int, double[]> _standing = [];
    private readonly Dictionary<int, PagesWithout> _without = [];
    private readonly int _pageDays;
    private PlannedCell[] _cellsBefore;

    /// <param name="index">Cells of slots that it does not have, or without positions, are left out.</param>
    /// <param name="cells">What is expected; days before today are left out.</param>
    /// <param name="today">Of the site.</param>
    public PlannedSupply(PlacementIndex index, IEnumerable<SupplyCell> cells, DateOnly today)
    {
        var slots = index.Slots.Index().ToDictionary(s => s.Item.Id, s => s.Index);
        var known = cells.Where(c => c.Day >= today && c.Viewables > 0 && slots.TryGetValue(c.SlotId, out var slot) && index.Slots[slot].Positions > 0).ToList();
        Pages = [.. known.Select(c => c.Page).DistinctBy(p => p.ArticleId)];
        var pages = Pages.Index().ToDictionary(p => p.Item.ArticleId, p => p.Index);
        var pageDays = known.GroupBy(c => (c.Day, Page: pages[c.Page.ArticleId])).OrderBy(g => g.Key).Index().ToList();
        Cells =
        [
            .. from pageDay in pageDays
               let bySlot = pageDay.Item.GroupBy(c => slots[c.SlotId]).OrderBy(c => c.Key).ToList()
               let most = bySlot.Max(s => s.Sum(c => c.Pages))
               from cell in bySlot
               let positions = index.Slots[cell.Key].Positions
               let asking = cell.Sum(c => c.Pages) / most
               from position in Enumerable.Range(0, positions)
               select new PlannedCell
               {
                   PageDay = pageDay.Index,
                   Day = pageDay.Item.Key.Day.DayNumber,
                   Days = cell.Max(c => c.Days),
                   Page = pageDay.Item.Key.Page,
                   Slot = cell.Key,
                   Position = position,
                   Place = 0,
                   OnPage = 0,
                   Viewables = cell.Sum(c => c.Viewables) / positions / asking,
                   Open = asking,
                   Left = 1,
                   Free = 1,
                   Blocks = [],
               },
        ];
        for (var i = 1; i < Cells.Length; i++)
            Cells[i].Place = Cells[i].PageDay == Cells[i - 1].PageDay ? Cells[i - 1].Place + 1 : 0;
        for (var i = Cells.Length - 1; i >= 0; i--)
            Cells[i].OnPage = i + 1 < Cells.Length && Cells[i + 1].Place > 0 ? Cells[i + 1].OnPage : Cells[i].Place + 1;
        _pageDays = pageDays.Count;
        CellsOfPage = index.Slots.Sum(s => s.Positions);
        _cellsBefore = [.. Cells];
        _offered = [.. Cells.Select(c => (c.Page, c.Slot))];
    }

    /// <summary>One of each group.</summary>
    public PageContext[] Pages { get; }

    /// <summary>By day, page, slot and position.</summary>
    public PlannedCell[] Cells { get; }

    /// <summary>The most that a page has on one day.</summary>
    public int CellsOfPage { get; }

    /// <summary>Whether cells of a slot are expected on pages of a group.</summary>
    public bool Has(int page, int slot) => _offered.Contains((page, slot));

    /// <summary>By cell, the fraction of pages on which a campaign of a category stands there.</summary>
    public double[] StandingOf(int category)
    {
        if (!_standing.TryGetValue(category, out var standing))
            _standing.Add(category, standing = new double[Cells.Length]);
        return standing;
    }

    /// <summary>Where earlier tiers put no campaign of a category; null: they put none.</summary>
    public PagesWithout? Without(int category) => _without.GetValueOrDefault(category);

    /// <summary>Makes what a tier leaves what is open to the next: its numbers are drawn anew.</summary>
    public void PassOn()
    {
        foreach (var (category, standing) in _standing)
            Lose(category, standing);
        foreach (ref var cell in Cells.AsSpan())
            (cell.Open, cell.Left, cell.Free, cell.Blocks) = (cell.Open * cell.Free * cell.Left, 1, 1, []);
        _cellsBefore = [.. Cells];
    }

    private void Lose(int category, double[] standing)
    {
        if (!_without.TryGetValue(category, out var without))
            _without.Add(category, without = new([.. Enumerable.Repeat(1.0, _pageDays)], [.. Enumerable.Repeat(1.0, Cells.Length)]));
        for (var (first, end) = (0, 0); first < Cells.Length; first = end)
        {
            var onPage = 0.0;
            for (end = first; end < first + Cells[first].OnPage; end++)
            {
                onPage += standing[end];
                without.ByCell[end] *= 1 - standing[end];
            }
            without.ByPage[Cells[first].PageDay] *= Math.Clamp(1 - onPage, 0, 1);
        }
        Array.Clear(standing);
    }

    /// <summary>Gives back what the tier took; where it stands is still expected, until it is planned again.</summary>
    public void Restart() => _cellsBefore.CopyTo(Cells, 0);
}

/// <summary>The fractions of pages on which no campaign of a category stands.</summary>
/// <param name="ByPage">By group and day: anywhere.</param>
/// <param name="ByCell">By cell: there.</param>
internal sealed record PagesWithout(double[] ByPage, double[] ByCell);

/// <summary>A position of a slot on pages of one group on one day.</summary>
internal struct PlannedCell
{
    /// <summary>The number of its group and day, from 0.</summary>
    public required int PageDay { get; init; }

    /// <summary>A <see cref="DateOnly.DayNumber"/>, of the first of its days.</summary>
    public required int Day { get; init; }

    /// <summary>How many days it has; more than one only of those that are far ahead, which are taken to be alike.</summary>
    public required int Days { get; init; }

    /// <summary>In <see cref="PlannedSupply.Pages"/>.</summary>
    public required int Page { get; init; }

    /// <summary>In <see cref="PlacementIndex.Slots"/>.</summary>
    public required int Slot { get; init; }

    /// <summary>From 0.</summary>
    public required int Position { get; init; }

    /// <summary>From 0, among the cells of its page on its day.</summary>
    public required int Place { get; set; }

    /// <summary>How many they are.</summary>
    public required int OnPage { get; set; }

    /// <summary>Viewable impressions, as if each page of the group asked for it.</summary>
    public required double Viewables { get; init; }

    /// <summary>The fraction of pages, 0–1, that ask for it and on which earlier tiers leave it.</summary>
    public required double Open { get; set; }

    /// <summary>The fraction of those, 0–1, on which no roadblock fills it before it is drawn for.</summary>
    public required double Free { get; set; }

    /// <summary>The fraction of those draws, 0–1, that is not yet given to others.</summary>
    public required double Left { get; set; }

    /// <summary>What roadblocks take of it.</summary>
    public required PlannedBlock[] Blocks { get; set; }

    /// <summary>How many days are within a range, by <see cref="DateOnly.DayNumber"/>.</summary>
    public static int DaysWithin(int day, int days, int first, int last) => Math.Max(0, Math.Min(day + days - 1, last) - Math.Max(day, first) + 1);

    /// <summary>
    /// How much more often than else who stands in an earlier cell of the page is met where this one is free: standing there, it is
    /// where no roadblock of both is.
    /// </summary>
    public readonly double TimesMet(in PlannedCell earlier)
    {
        if (Blocks.Length == 0 || earlier.Blocks.Length == 0)
            return 1;
        var times = 1.0;
        foreach (ref readonly var block in Blocks.AsSpan())
            foreach (ref readonly var other in earlier.Blocks.AsSpan())
                if (block.Campaign == other.Campaign && !block.IsDrawn)
                    times /= 1 - block.Part;
        return times;
    }
}

/// <summary>What a roadblock takes of a cell.</summary>
/// <param name="Campaign">Its place in the index.</param>
/// <param name="Part">The fraction of pages, less than 1.</param>
/// <param name="IsDrawn">It is the slot in which the roadblock is drawn; the others it fills before they are drawn for.</param>
internal readonly record struct PlannedBlock(int Campaign, double Part, bool IsDrawn);
