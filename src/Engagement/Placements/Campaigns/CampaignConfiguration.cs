using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Placements.Campaigns;

internal sealed class CampaignConfiguration :
    IEntityTypeConfiguration<Advertiser>, IEntityTypeConfiguration<Campaign>, IEntityTypeConfiguration<Creative>, IEntityTypeConfiguration<CampaignStep>
{
    public void Configure(EntityTypeBuilder<Advertiser> builder)
    {
        builder.ToTable(Advertiser.Table);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Key).HasMaxLength(Advertiser.MaxKeyLength);
        builder.Property(a => a.Name).HasMaxLength(Advertiser.MaxNameLength * TextRules.UnitsPerCharacter);
        builder.HasIndex(a => a.Key).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Campaign> builder)
    {
        builder.ToTable("Campaigns");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Name).HasMaxLength(Campaign.MaxNameLength * TextRules.UnitsPerCharacter);
        builder.Property(c => c.Currency).HasMaxLength(3);
        builder.Property(c => c.OrderNumber).HasMaxLength(Campaign.MaxOrderNumberLength);
        builder.HasIndex(c => c.AdvertiserId);
        builder.HasIndex(c => c.ChangedAt);
        builder.HasIndex(c => c.CountedAt);
        builder.HasIndex(c => new { c.State, c.EndsOn });
        builder.HasOne<Advertiser>().WithMany().HasForeignKey(c => c.AdvertiserId);
    }

    public void Configure(EntityTypeBuilder<Creative> builder)
    {
        builder.ToTable("Creatives");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Headline).HasMaxLength(Creative.MaxHeadlineLength * TextRules.UnitsPerCharacter);
        builder.Property(c => c.Text).HasMaxLength(Creative.MaxTextLength * TextRules.UnitsPerCharacter);
        builder.Property(c => c.CallToAction).HasMaxLength(Creative.MaxCallToActionLength * TextRules.UnitsPerCharacter);
        builder.Property(c => c.PaidBy).HasMaxLength(Creative.MaxPaidByLength * TextRules.UnitsPerCharacter);
        builder.Property(c => c.LandingUrl).HasMaxLength(ArticleConfiguration.MaxUrlLength);
        builder.Property(c => c.Label).HasMaxLength(Creative.MaxLabelLength);
        builder.HasIndex(c => c.CampaignId);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(c => c.CampaignId);
    }

    public void Configure(EntityTypeBuilder<CampaignStep> builder)
    {
        builder.ToTable("CampaignSteps");
        builder.HasKey(s => new { s.CampaignId, s.Number });
        builder.Property(s => s.Note).HasMaxLength(CampaignStep.MaxNoteLength * TextRules.UnitsPerCharacter);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(s => s.CampaignId);
    }
}
