CREATE TABLE "partner_blocks" (
	"member_id" uuid NOT NULL,
	"blocked_id" uuid NOT NULL,
	CONSTRAINT "partner_blocks_member_id_blocked_id_pk" PRIMARY KEY("member_id","blocked_id")
);
--> statement-breakpoint
CREATE TABLE "partner_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pair_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"words" "bytea",
	"created_at" timestamp with time zone NOT NULL,
	"message" text
);
--> statement-breakpoint
CREATE TABLE "partner_pairs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"partnership_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "partner_profiles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"words" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"pair_id" uuid NOT NULL,
	"words" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner_sides" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pair_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"contact" "bytea",
	CONSTRAINT "partner_sides_member" UNIQUE("pair_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "partnerships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"offered_by" uuid NOT NULL,
	"agreed_by" uuid,
	"code" text,
	"expires_at" timestamp with time zone NOT NULL,
	"round" integer NOT NULL,
	"next_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "partner_blocks" ADD CONSTRAINT "partner_blocks_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_blocks" ADD CONSTRAINT "partner_blocks_blocked_id_members_id_fk" FOREIGN KEY ("blocked_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_notes" ADD CONSTRAINT "partner_notes_pair_id_partner_pairs_id_fk" FOREIGN KEY ("pair_id") REFERENCES "public"."partner_pairs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_notes" ADD CONSTRAINT "partner_notes_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_pairs" ADD CONSTRAINT "partner_pairs_partnership_id_partnerships_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnerships"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_profiles" ADD CONSTRAINT "partner_profiles_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_reports" ADD CONSTRAINT "partner_reports_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_reports" ADD CONSTRAINT "partner_reports_pair_id_partner_pairs_id_fk" FOREIGN KEY ("pair_id") REFERENCES "public"."partner_pairs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_sides" ADD CONSTRAINT "partner_sides_pair_id_partner_pairs_id_fk" FOREIGN KEY ("pair_id") REFERENCES "public"."partner_pairs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_sides" ADD CONSTRAINT "partner_sides_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_offered_by_communities_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_agreed_by_communities_id_fk" FOREIGN KEY ("agreed_by") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "partner_notes_member" ON "partner_notes" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "partner_profiles_member" ON "partner_profiles" USING btree ("member_id","created_at");--> statement-breakpoint
CREATE INDEX "partner_reports_member" ON "partner_reports" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "partner_sides_of_member" ON "partner_sides" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "partnerships_due" ON "partnerships" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "partnerships_code" ON "partnerships" USING btree ("code");