// A search box for civic addresses, answered by the same search that the website's visitors use.
frappe.provide("gigafibre_fsm.plant");

{
	const SEARCH = "gigafibre_fsm.api.availability.search";
	const PAUSE = 180; // ms without a key before the search is asked
	const SHORTEST = 3;
	let boxes = 0;

	gigafibre_fsm.plant.AddressBox = class {
		constructor(parent, { label, on_choose }) {
			this.on_choose = on_choose;
			this.found = [];
			this.active = -1;
			this.asked = 0;
			this.id = `address-box-${++boxes}`;
			this.$box = $(this.html(label)).appendTo(parent);
			this.$input = this.$box.find("input");
			this.$list = this.$box.find("[role=listbox]");
			this.bind();
		}

		html(label) {
			return `<div class="address-box">
				<label for="${this.id}">${label}</label>
				<input id="${this.id}" class="form-control" type="search" autocomplete="off" spellcheck="false"
					role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="${this.id}-list">
				<ul id="${this.id}-list" role="listbox" aria-label="${label}" hidden></ul>
			</div>`;
		}

		bind() {
			const ask = frappe.utils.debounce(() => this.ask(), PAUSE);
			this.$input.on("input", ask);
			this.$input.on("keydown", (event) => this.on_key(event));
			this.$input.on("blur", () => this.close());
			// Before the box loses the focus, which closes the list.
			this.$list.on("mousedown", "[role=option]", (event) => {
				event.preventDefault();
				this.choose($(event.currentTarget).index());
			});
		}

		focus() {
			this.$input.trigger("focus").trigger("select");
		}

		async ask() {
			const text = this.$input.val().trim();
			const number = ++this.asked;
			if (text.length < SHORTEST) return this.close();
			let found = null;
			try {
				found = (await frappe.call({ method: SEARCH, type: "GET", args: { q: text }, silent: true }))
					.message;
			} catch {
				// Said in the list, where the person looks.
			}
			if (number === this.asked) this.show(found);
		}

		show(found) {
			this.found = found || [];
			const empty = found ? __("No address is like this one.") : __("The search does not answer.");
			const rows = this.found.map((address, number) => this.option(address, number)).join("");
			this.$list.html(rows || `<li class="text-muted">${empty}</li>`).prop("hidden", false);
			this.$input.attr("aria-expanded", true);
			this.mark(this.found.length ? 0 : -1);
		}

		option(address, number) {
			return `<li id="${this.id}-${number}" role="option">${frappe.utils.escape_html(address.label)}</li>`;
		}

		mark(number) {
			this.active = number;
			this.$list.children().each((place, row) => row.setAttribute("aria-selected", place === number));
			if (number >= 0) this.$input.attr("aria-activedescendant", `${this.id}-${number}`);
			else this.$input.removeAttr("aria-activedescendant");
		}

		on_key(event) {
			// The page's own shortcuts are not meant while somebody types.
			event.stopPropagation();
			const count = this.found.length;
			const keys = {
				ArrowDown: () => count && this.mark((this.active + 1) % count),
				ArrowUp: () => count && this.mark((this.active - 1 + count) % count),
				Enter: () => this.active >= 0 && this.choose(this.active),
				Escape: () => this.close(),
			};
			if (!keys[event.key] || this.$list.prop("hidden")) return;
			event.preventDefault();
			keys[event.key]();
		}

		choose(number) {
			const address = this.found[number];
			if (!address.address_id) return this.ask_number(address);
			this.$input.val(address.label);
			this.close();
			this.on_choose(address);
		}

		// A street is no address yet: what is missing is typed before it.
		ask_number(street) {
			this.close();
			this.$input.val(` ${street.label}`);
			this.$input[0].setSelectionRange(0, 0);
			this.$list
				.html(`<li class="text-muted">${__("Type the civic number.")}</li>`)
				.prop("hidden", false);
		}

		close() {
			this.asked++;
			this.active = -1;
			this.$list.prop("hidden", true);
			this.$input.attr("aria-expanded", false).removeAttr("aria-activedescendant");
		}
	};
}
