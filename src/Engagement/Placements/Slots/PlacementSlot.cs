using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Placements.Slots;

/// <summary>A place of the site's pages where something sponsored may stand.</summary>
internal sealed class PlacementSlot
{
    public const string Table = "PlacementSlots";
    public const int MaxKeyLength = 40;
    public const int MostPositions = 10;

    /// <summary>Slots that one page asks for.</summary>
    public const int MostOfPage = 10;

    private PlacementSlot() { }

    public static PlacementSlot New(long id, string key) => new() { Id = id, Key = key };

    public long Id { get; private set; }

    /// <summary>The publisher's own name of it, in capitals; unique.</summary>
    public string Key { get; private set; } = "";

    public PlacementFormat Format { get; private set; }

    /// <summary>Placements on one page, 0–10; 0: none for now.</summary>
    public int Positions { get; private set; }

    public void Set(PlacementFormat format, int positions) => (Format, Positions) = (format, positions);
}

internal sealed class PlacementSlotConfiguration : IEntityTypeConfiguration<PlacementSlot>
{
    public void Configure(EntityTypeBuilder<PlacementSlot> builder)
    {
        builder.ToTable(PlacementSlot.Table);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Key).HasMaxLength(PlacementSlot.MaxKeyLength);
        builder.HasIndex(s => s.Key).IsUnique();
        builder.HasData(
            new { Id = 1L, Key = "INLINE_TEXT", Format = PlacementFormat.Line, Positions = 1 },
            new { Id = 2L, Key = "RELATED_NEWS", Format = PlacementFormat.Line, Positions = 1 },
            new { Id = 3L, Key = "THREAD_TOP", Format = PlacementFormat.Card, Positions = 1 },
            new { Id = 4L, Key = "BELOW_ARTICLE", Format = PlacementFormat.Card, Positions = 1 });
    }
}
