using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class PlacementEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "CountedAt",
                table: "Campaigns",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<int>(
                name: "Viewables",
                table: "Campaigns",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CampaignDays",
                columns: table => new
                {
                    CampaignId = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Billed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignDays", x => new { x.CampaignId, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "DecisionDays",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    SlotId = table.Column<long>(type: "bigint", nullable: false),
                    CreativeId = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DecisionDays", x => new { x.Day, x.ArticleId, x.SlotId, x.CreativeId });
                });

            migrationBuilder.CreateTable(
                name: "InvalidPlacementDays",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    CampaignId = table.Column<long>(type: "bigint", nullable: false),
                    CreativeId = table.Column<long>(type: "bigint", nullable: false),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    SlotId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InvalidPlacementDays", x => new { x.CampaignId, x.Day, x.CreativeId, x.ArticleId, x.SlotId, x.Kind, x.Reason });
                });

            migrationBuilder.CreateTable(
                name: "PlacementDays",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    CampaignId = table.Column<long>(type: "bigint", nullable: false),
                    CreativeId = table.Column<long>(type: "bigint", nullable: false),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    SlotId = table.Column<long>(type: "bigint", nullable: false),
                    Impressions = table.Column<int>(type: "integer", nullable: false),
                    Viewables = table.Column<int>(type: "integer", nullable: false),
                    Clicks = table.Column<int>(type: "integer", nullable: false),
                    Billed = table.Column<int>(type: "integer", nullable: false),
                    Over = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlacementDays", x => new { x.CampaignId, x.Day, x.CreativeId, x.ArticleId, x.SlotId });
                });

            migrationBuilder.CreateTable(
                name: "PlacementEvents",
                columns: table => new
                {
                    DecidedAt = table.Column<long>(type: "bigint", nullable: false),
                    Nonce = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Invalid = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    CampaignId = table.Column<long>(type: "bigint", nullable: false),
                    CreativeId = table.Column<long>(type: "bigint", nullable: false),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    SlotId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Outcome = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlacementEvents", x => new { x.DecidedAt, x.Nonce, x.Kind, x.Invalid });
                });

            migrationBuilder.CreateTable(
                name: "SlotHours",
                columns: table => new
                {
                    Hour = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    SlotId = table.Column<long>(type: "bigint", nullable: false),
                    WeekHour = table.Column<int>(type: "integer", nullable: false),
                    Positions = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SlotHours", x => new { x.Hour, x.ArticleId, x.SlotId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Campaigns_CountedAt",
                table: "Campaigns",
                column: "CountedAt");

            migrationBuilder.CreateIndex(
                name: "IX_DecisionDays_CreativeId_Day",
                table: "DecisionDays",
                columns: new[] { "CreativeId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_InvalidPlacementDays_Day_CampaignId",
                table: "InvalidPlacementDays",
                columns: new[] { "Day", "CampaignId" });

            migrationBuilder.CreateIndex(
                name: "IX_PlacementDays_Day_CampaignId",
                table: "PlacementDays",
                columns: new[] { "Day", "CampaignId" });

            migrationBuilder.CreateIndex(
                name: "IX_PlacementEvents_CampaignId_Day",
                table: "PlacementEvents",
                columns: new[] { "CampaignId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_PlacementEvents_CreatedAt",
                table: "PlacementEvents",
                column: "CreatedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CampaignDays");

            migrationBuilder.DropTable(
                name: "DecisionDays");

            migrationBuilder.DropTable(
                name: "InvalidPlacementDays");

            migrationBuilder.DropTable(
                name: "PlacementDays");

            migrationBuilder.DropTable(
                name: "PlacementEvents");

            migrationBuilder.DropTable(
                name: "SlotHours");

            migrationBuilder.DropIndex(
                name: "IX_Campaigns_CountedAt",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "CountedAt",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "Viewables",
                table: "Campaigns");
        }
    }
}
