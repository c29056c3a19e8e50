namespace Engagement.Placements.Decision;

/// <summary>An immutable set of campaigns: the numbers of few, or the bits of many, whichever is smaller.</summary>
internal sealed class CampaignSet
{
    private readonly int[] _few;
    private readonly ulong[]? _many;

    /// <param name="count">How many campaigns there are.</param>
    /// <param name="campaigns">Which of them are in it.</param>
    public CampaignSet(int count, IReadOnlyCollection<int> campaigns)
    {
        var isMany = campaigns.Count >= 2 * CampaignBits.Words(count);
        _many = isMany ? CampaignBits.Of(count, campaigns) : null;
        _few = isMany ? [] : [.. campaigns];
    }

    public void AddTo(Span<ulong> bits)
    {
        if (_many is not null)
            CampaignBits.Or(bits, _many);
        foreach (var campaign in _few)
            CampaignBits.Add(bits, campaign);
    }

    public void RemoveFrom(Span<ulong> bits)
    {
        if (_many is not null)
            CampaignBits.AndNot(bits, _many);
        foreach (var campaign in _few)
            CampaignBits.Remove(bits, campaign);
    }
}
