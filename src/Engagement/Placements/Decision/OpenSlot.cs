namespace Engagement.Placements.Decision;

/// <summary>A slot of the page while it is filled.</summary>
/// <param name="number">Its place in the index.</param>
/// <param name="slot">The slot.</param>
internal sealed class OpenSlot(int number, LiveSlot slot)
{
    public int Number => number;
    public LiveSlot Slot => slot;
    public Placement?[] Positions { get; } = new Placement?[slot.Positions];

    /// <summary>The first free position, or −1.</summary>
    public int Next => Array.IndexOf(Positions, null);

    /// <summary>How many positions are free.</summary>
    public int Free => Positions.AsSpan().Count((Placement?)null);

    /// <summary>The tier has drawn for a position of it.</summary>
    public bool IsBegun { get; set; }

    /// <summary>How many of the tier share evenly what is free, but for roadblocks that were drawn for already.</summary>
    public int Sharing { get; set; }
}
