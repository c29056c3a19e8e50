using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class PlacementFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsMeasured",
                table: "PlacementEvents",
                type: "bit",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsProven",
                table: "PlacementComplaints",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "ChangesJson",
                table: "CampaignSteps",
                type: "nvarchar(max)",
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<bool>(
                name: "IsHeld",
                table: "Campaigns",
                type: "bit",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsMeasured",
                table: "PlacementEvents");

            migrationBuilder.DropColumn(
                name: "IsProven",
                table: "PlacementComplaints");

            migrationBuilder.DropColumn(
                name: "ChangesJson",
                table: "CampaignSteps");

            migrationBuilder.DropColumn(
                name: "IsHeld",
                table: "Campaigns");
        }
    }
}
