using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Placements.Events;

/// <summary>
/// No table refers to articles: that would lock their rows. An article that was merged into another keeps its events; reports follow
/// it.
/// </summary>
internal sealed class EventConfiguration :
    IEntityTypeConfiguration<PlacementEvent>, IEntityTypeConfiguration<PlacementDay>, IEntityTypeConfiguration<InvalidPlacementDay>,
    IEntityTypeConfiguration<CampaignDay>
{
    public void Configure(EntityTypeBuilder<PlacementEvent> builder)
    {
        builder.ToTable("PlacementEvents");
        builder.HasKey(e => new { e.DecidedAt, e.Nonce, e.Kind, e.Invalid });
        builder.HasIndex(e => e.CreatedAt);
        builder.HasIndex(e => new { e.CampaignId, e.Day });
    }

    public void Configure(EntityTypeBuilder<PlacementDay> builder)
    {
        builder.ToTable("PlacementDays");
        builder.HasKey(d => new { d.CampaignId, d.Day, d.CreativeId, d.ArticleId, d.SlotId });
        builder.HasIndex(d => new { d.Day, d.CampaignId });
    }

    public void Configure(EntityTypeBuilder<InvalidPlacementDay> builder)
    {
        builder.ToTable("InvalidPlacementDays");
        builder.HasKey(d => new { d.CampaignId, d.Day, d.CreativeId, d.ArticleId, d.SlotId, d.Kind, d.Reason });
        builder.HasIndex(d => new { d.Day, d.CampaignId });
    }

    public void Configure(EntityTypeBuilder<CampaignDay> builder)
    {
        builder.ToTable("CampaignDays");
        builder.HasKey(d => new { d.CampaignId, d.Day });
    }
}
