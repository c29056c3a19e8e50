namespace Engagement.Placements.Decision;

/// <summary>The forecast while a plan hands it out.</summary>
internal sealed class PlannedSupply
{
    private readonly HashSet<(int Page, int Slot)> _offered;
    private readonly Dictionary<int, double[]> _standing = [];
    private readonly Dictionary<int, double[]> _standingBefore = [];
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
        _pageDays = pageDays.Count;
        Cells =
        [
            .. from pageDay in pageDays
               from cell in pageDay.Item.GroupBy(c => slots[c.SlotId]).OrderBy(c => c.Key)
               let positions = index.Slots[cell.Key].Positions
               select new PlannedCell
               {
                   PageDay = pageDay.Index,
                   Day = pageDay.Item.Key.Day.DayNumber,
                   Page = pageDay.Item.Key.Page,
                   Slot = cell.Key,
                   Positions = positions,
                   PerPosition = cell.Sum(c => c.Viewables) / positions,
                   Left = 1,
               },
        ];
        _cellsBefore = [.. Cells];
        _offered = [.. Cells.Select(c => (c.Page, c.Slot))];
    }

    /// <summary>One of each group.</summary>
    public PageContext[] Pages { get; }

    /// <summary>By day, page and slot.</summary>
    public PlannedCell[] Cells { get; }

    /// <summary>Whether cells of a slot are expected on pages of a group.</summary>
    public bool Has(int page, int slot) => _offered.Contains((page, slot));

    /// <summary>The fraction of pages, by <see cref="PlannedCell.PageDay"/>, on which a campaign of a category stands.</summary>
    public double[] StandingOf(int category)
    {
        if (!_standing.TryGetValue(category, out var standing))
            _standing.Add(category, standing = new double[_pageDays]);
        return standing;
    }

    /// <summary>Makes what a tier leaves the whole of the next: its numbers are drawn anew.</summary>
    public void PassOn()
    {
        foreach (ref var cell in Cells.AsSpan())
            (cell.PerPosition, cell.Left) = (cell.PerPosition * cell.Left, 1);
        _cellsBefore = [.. Cells];
        foreach (var (category, standing) in _standing)
            _standingBefore[category] = [.. standing];
    }

    /// <summary>Gives back what the tier took.</summary>
    public void Restart()
    {
        _cellsBefore.CopyTo(Cells, 0);
        foreach (var (category, standing) in _standing)
            _standingBefore.GetValueOrDefault(category, new double[_pageDays]).CopyTo(standing, 0);
    }
}

/// <summary>A slot on pages of one group on one day.</summary>
internal struct PlannedCell
{
    /// <summary>The number of its group and day, from 0.</summary>
    public required int PageDay { get; init; }

    /// <summary>A <see cref="DateOnly.DayNumber"/>.</summary>
    public required int Day { get; init; }

    /// <summary>In <see cref="PlannedSupply.Pages"/>.</summary>
    public required int Page { get; init; }

    /// <summary>In <see cref="PlacementIndex.Slots"/>.</summary>
    public required int Slot { get; init; }

    public required int Positions { get; init; }

    /// <summary>Viewable impressions of each position.</summary>
    public required double PerPosition { get; set; }

    /// <summary>The fraction, 0–1, that is not yet given to others.</summary>
    public required double Left { get; set; }
}
