namespace Engagement.Placements.Slots;

/// <summary>What a slot shows of a creative.</summary>
public enum PlacementFormat
{
    /// <summary>The headline, in a line of text.</summary>
    Line = 1,

    /// <summary>The headline and the text: a creative without a text does not fit.</summary>
    Card = 2,

    /// <summary>The image: a creative without one does not fit.</summary>
    Picture = 3,
}

internal static class PlacementFormats
{
    /// <summary>Whether a slot of the format can show a creative.</summary>
    public static bool Takes(this PlacementFormat format, bool hasText, bool hasImage) => format switch
    {
        PlacementFormat.Card => hasText,
        PlacementFormat.Picture => hasImage,
        _ => true,
    };
}
