using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Placements.Serving;

internal sealed class DecisionConfiguration : IEntityTypeConfiguration<DecisionDay>, IEntityTypeConfiguration<SlotHour>, IEntityTypeConfiguration<ShareOfVoiceDay>
{
    public void Configure(EntityTypeBuilder<DecisionDay> builder)
    {
        builder.ToTable("DecisionDays");
        builder.HasKey(d => new { d.Day, d.ArticleId, d.SlotId, d.CreativeId });
        builder.HasIndex(d => new { d.CreativeId, d.Day });
    }

    public void Configure(EntityTypeBuilder<SlotHour> builder)
    {
        builder.ToTable("SlotHours");
        builder.HasKey(h => new { h.Hour, h.ArticleId, h.SlotId });
    }

    public void Configure(EntityTypeBuilder<ShareOfVoiceDay> builder)
    {
        builder.ToTable("ShareOfVoiceDays");
        builder.HasKey(d => new { d.CampaignId, d.Day });
    }
}
