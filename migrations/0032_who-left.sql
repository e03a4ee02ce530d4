ALTER TABLE "members" ADD COLUMN "look_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "left_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "members_look_at" ON "members" USING btree ("look_at");